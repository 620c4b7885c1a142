"""What stands twice: words of overlapped windows, and the cheapest way to explain them."""
