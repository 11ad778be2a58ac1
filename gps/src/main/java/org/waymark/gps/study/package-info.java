/**
 * Studies: the same measures on several variants of an experiment, with several seeds each. A study's file becomes a plan of cells, each
 * cell an ordinary run, and all of them one table and one plot.
 *
 * <p>Read first: {@link org.waymark.gps.study.Study} (the file's keys), {@link org.waymark.gps.study.StudyRun} (what is run, kept and
 * discarded) and {@link org.waymark.gps.study.StudyTable} (what comes out).
 */
package org.waymark.gps.study;
