"""What byte shift and pinyin share: GBK pairs, glosses, and the readings of a stretch of broken bytes."""
