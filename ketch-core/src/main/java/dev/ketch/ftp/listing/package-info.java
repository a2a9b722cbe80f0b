/** Directory entries and the parsers that read them, one class a dialect. */
@NullMarked
package dev.ketch.ftp.listing;

import org.jspecify.annotations.NullMarked;
