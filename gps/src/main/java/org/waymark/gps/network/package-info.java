/**
 * Network teachers in the loop of guided policy search: divide and conquer, Distral, the lecture's dual ascent with networks, and their
 * baselines.
 *
 * <p>Read {@link org.waymark.gps.network.NetworkTeachers} first, then {@link org.waymark.gps.network.NetworkCoupling} and {@link
 * org.waymark.gps.network.NetworkState}. Each teacher has the starts of one context and minimises E Σ ℓ + weight · divergence from
 * others, by {@link org.waymark.gps.trpo.Trpo}; the global policy imitates them all (Ghosh et al. 2018; Teh et al. 2017).
 */
package org.waymark.gps.network;
