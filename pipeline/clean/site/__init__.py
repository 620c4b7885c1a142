"""What a site put around a text and into it: what chrome and watermark are made of."""
