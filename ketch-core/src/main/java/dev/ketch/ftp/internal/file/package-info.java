/** Files of this machine that transfers read and write. */
@NullMarked
package dev.ketch.ftp.internal.file;

import org.jspecify.annotations.NullMarked;
