"""Attribution learned from marked articles: windows of text, one encoder, two tag heads."""
