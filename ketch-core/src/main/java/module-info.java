/** The Ketch FTP and FTPS client library. Start at {@link dev.ketch.ftp.FtpClient}. */
@SuppressWarnings("module") // dev.ketch.sync is built later.
module dev.ketch.ftp {
  requires static org.jspecify;

  exports dev.ketch.ftp;
  exports dev.ketch.ftp.protocol;
  exports dev.ketch.ftp.listing;
  exports dev.ketch.ftp.url;
  exports dev.ketch.ftp.options;
  exports dev.ketch.ftp.internal.local to
      dev.ketch.sync;
}
