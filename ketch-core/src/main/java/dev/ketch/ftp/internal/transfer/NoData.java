package dev.ketch.ftp.internal.transfer;

import dev.ketch.ftp.internal.data.DataConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The data of a transfer for which the server opened no connection. */
final class NoData implements DataConnection {
  @Override
  public int read(ByteBuffer target) {
    return -1;
  }

  @Override
  public void write(ByteBuffer source) throws IOException {
    throw new IOException("the server ended the transfer before it began");
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    throw new IOException("the server ended the transfer before it began");
  }

  @Override
  public boolean hasCarried() {
    return false;
  }

  @Override
  public boolean endedCleanly() {
    return true;
  }

  @Override
  public void close() {}

  @Override
  public void reset() {}
}
