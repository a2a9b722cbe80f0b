/** Commands, replies and errors of RFC 959 as values. Nothing here does input or output. */
@NullMarked
package dev.ketch.ftp.protocol;

import org.jspecify.annotations.NullMarked;
