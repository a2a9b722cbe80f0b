/**
 * FTP servers made of transcripts: what is said, what is answered, and what goes wrong, as data.
 */
@NullMarked
package dev.ketch.testkit;

import org.jspecify.annotations.NullMarked;
