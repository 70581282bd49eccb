"""Published files from their addresses: whole and with the listed checksum, or not at all."""
