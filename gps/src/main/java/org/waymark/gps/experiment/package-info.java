/**
 * Experiments: YAML files bound strictly to records, and what is built from them.
 *
 * <p>Read first: {@link org.waymark.gps.experiment.Experiment} (the file's keys) and
 * {@link org.waymark.gps.experiment.YamlBinder} (how they are read, overridden and written back).
 */
package org.waymark.gps.experiment;
