/** FTP URLs (RFC 1738), credentials and netrc. */
@NullMarked
package dev.ketch.ftp.url;

import org.jspecify.annotations.NullMarked;
