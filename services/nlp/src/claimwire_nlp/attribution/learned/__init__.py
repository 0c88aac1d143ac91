"""Attribution from what the reader found."""
