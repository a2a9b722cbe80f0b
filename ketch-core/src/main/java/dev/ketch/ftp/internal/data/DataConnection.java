package dev.ketch.ftp.internal.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open data connection, clear or protected. Every wait on it is finite. */
public interface DataConnection extends Closeable {
  /** Reads what has come, waiting for the first byte; -1 at the end of the data. */
  int read(ByteBuffer target) throws IOException;

  /** Writes all that remains in the buffer. */
  void write(ByteBuffer source) throws IOException;

  /** Sends a part of a file, as much as suits at once; returns the bytes sent, 0 at its end. */
  long send(FileChannel file, long position, long count) throws IOException;

  /** Whether any data have come or been sent. */
  boolean hasCarried();

  /** Whether a read of -1 was a proper end. A TLS stream cut off without close_notify is not. */
  boolean endedCleanly();

  /** Tells the server that no more data follows, and closes. */
  @Override
  void close() throws IOException;

  /** Resets the connection, so that the server does not take a broken upload for a whole one. */
  void reset();
}
