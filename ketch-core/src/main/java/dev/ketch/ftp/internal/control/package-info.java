/** The control connection: commands out, replies in, login. */
@NullMarked
package dev.ketch.ftp.internal.control;

import org.jspecify.annotations.NullMarked;
