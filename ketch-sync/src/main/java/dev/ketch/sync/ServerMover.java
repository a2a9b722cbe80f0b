package dev.ketch.sync;

import dev.ketch.ftp.FtpSession;
import dev.ketch.ftp.ServerCopy;
import dev.ketch.ftp.TransferListener;
import dev.ketch.ftp.TransferOptions;
import dev.ketch.ftp.options.TlsPolicy;
import dev.ketch.ftp.protocol.FtpIncompleteException;
import dev.ketch.ftp.protocol.FtpNameException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * From one server to another: directly, until that fails once, and through this machine from then
 * on. Few servers let their data connections go anywhere but to the client.
 */
final class ServerMover implements FileMover {
  private final FtpTree from;
  private final FtpTree to;
  private final SyncRules rules;
  private volatile boolean direct = true;

  ServerMover(FtpTree from, FtpTree to, SyncRules rules) {
    this.from = from;
    this.to = to;
    this.rules = rules;
  }

  @Override
  public Copy move(
      SessionPair sessions, String path, TreeEntry entry, int round, TransferListener listener)
      throws IOException {
    if (direct && bothPlain(sessions)) {
      try {
        return new Done(directly(sessions, path, entry, listener));
      } catch (FtpNameException e) {
        throw e; // It says nothing about the servers.
      } catch (IOException e) {
        direct = false;
        if (!sessions.isOpen()) {
          throw e; // Tried again with new sessions, and through this machine then.
        }
      }
    }
    return new Done(throughHere(sessions, path, entry, listener));
  }

  /** Data connections between servers have no TLS of their own that anybody could verify. */
  private static boolean bothPlain(SessionPair sessions) {
    return isPlain(sessions.source()) && isPlain(sessions.target());
  }

  private static boolean isPlain(FtpSession session) {
    return session.config().tls().mode() == TlsPolicy.Mode.NONE;
  }

  private long directly(
      SessionPair sessions, String path, TreeEntry entry, TransferListener listener)
      throws IOException {
    TransferOptions options = FileMover.listed(FileMover.options(rules, entry, listener), entry);
    ServerCopy.whole(
        sessions.source(), from.resolve(path), sessions.target(), to.resolve(path), options);
    listener.progress(path, entry.size(), entry.size());
    return Math.max(0, entry.size());
  }

  private long throughHere(
      SessionPair sessions, String path, TreeEntry entry, TransferListener listener)
      throws IOException {
    String original = from.resolve(path);
    long size = entry.size() >= 0 ? entry.size() : sessions.source().size(original).orElse(-1);
    try (InputStream in = sessions.source().read(original, 0)) {
      return sessions
          .target()
          .upload(
              new WholeStream(in, path, size),
              to.resolve(path),
              FileMover.listed(FileMover.options(rules, entry, listener), entry))
          .bytes();
    }
  }

  /** Fails at an end that comes too early or too late, before the copy gets its final name. */
  private static final class WholeStream extends FilterInputStream {
    private final String path;
    private final long size;
    private long count;

    WholeStream(InputStream in, String path, long size) {
      super(in);
      this.path = path;
      this.size = size;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int got = super.read(bytes, offset, length);
      count += Math.max(0, got);
      if (got < 0 && size >= 0 && count != size) {
        throw new FtpIncompleteException(
            "\"" + path + "\": " + count + " of " + size + " bytes came", true, null);
      }
      return got;
    }
  }
}
