"""What an editor shows besides findings: pure functions of a page and an offset, in code points, without a protocol."""
