/** The facade: {@link dev.ketch.ftp.FtpClient} opens {@link dev.ketch.ftp.FtpSession}s. */
@NullMarked
package dev.ketch.ftp;

import org.jspecify.annotations.NullMarked;
