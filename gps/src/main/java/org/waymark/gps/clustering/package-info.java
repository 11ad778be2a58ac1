/**
 * Clusters of initial states: which rollouts share a local controller and its models.
 *
 * <p>Read first: {@link org.waymark.gps.clustering.Clustering} (centres, by k-means), {@link
 * org.waymark.gps.clustering.Assignment} (every cluster gets enough) and {@link org.waymark.gps.clustering.ClusterChoice} (how many
 * clusters). Grouping by whole trajectories is {@link org.waymark.dynamics.TrajectoryMixture}.
 *
 * <p>The equations. Features f, in units of their spread; a start goes to the nearest centre, argmin_c ‖f − c‖²; a centre moves to the mean of all
 * starts that it has been given, c ← (w c + Σ f)/(w + N) (MacQueen 1967); first centres by k-means++ (Arthur and Vassilvitskii 2007).
 * Montgomery, Ajay, Finn, Abbeel and Levine (2017), Reset-free guided policy search.
 */
package org.waymark.gps.clustering;
