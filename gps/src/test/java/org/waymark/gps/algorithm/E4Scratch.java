package org.waymark.gps.algorithm;
import java.util.*;
import java.nio.file.*;
import org.waymark.sim.*;
import org.waymark.sim.mujoco.*;
import org.waymark.lqr.*;
import org.waymark.lqr.cost.*;
import org.waymark.lqr.initial.*;
class E4Scratch {
  static Task task(String model) {
    double[] G={3.09,1.08,0.393,0.674,0.111,0.152,0.098}; double[] inv=new double[7], wu=new double[7]; for(int i=0;i<7;i++){inv[i]=1/G[i]; wu[i]=1e-3/G[i];}
    Plant plant=new MujocoPlant(new MujocoOptions(model==null?Mjcf.peg():Mjcf.file(Path.of(model)),5,List.of("leg_bottom","leg_top"),Optional.of("body 1")));
    double[] tgt={0,.3,-.5,0,.3,-.2}, w={2,2,1,2,2,1};
    Cost cost=SumCost.of(new ControlCost(wu), new PointCost(plant.points(),tgt,w,new Penalty(.1,10,1e-5,Penalty.Kind.LOG),TimeWeights.of(Ramp.CONSTANT,100,1)), new PointCost(plant.points(),tgt,w,new Penalty(1,0,1e-5,Penalty.Kind.LOG),TimeWeights.of(Ramp.FINAL_ONLY,100,10)));
    List<InitialState> starts=new ArrayList<>(); double[][] off={{-.08,-.08,0},{-.08,.08,0},{.08,.08,0},{.08,-.08,0}};
    for(double[] o:off) starts.add(new InitialState(new double[]{0.1,0.1,-1.54,-1.7,1.54,-0.2,0},o));
    List<LinearGaussianController> cs=new ArrayList<>(); Simulator s=plant.newSimulator(); double[] x=new double[s.spec().stateSize()];
    for(InitialState st:starts){ s.reset(st,x); cs.add(new LqrGuess(inv,new double[]{0},1,1,.5,50).controller(x,7,100,s.spec().timeStep())); }
    return new Task(plant::newSimulator,100,List.of(cost),Cluster.each(starts),cs,starts, r->{ double q=0; for(int i=0;i<6;i++) q+=Math.pow(r.states().get(100,14+i)-tgt[i],2); return Math.sqrt(q)<=0.015;});
  }
  public static void main(String[] a) {
    Task task=task(a[0].equals("own")?null:a[0]); Variant v=Variant.valueOf(a[1]); int iters=Integer.parseInt(a[2]);
    for(int i=3;i<a.length;i++){ long seed=Long.parseLong(a[i]);
      long[] acc=new long[7]; long[] last={System.nanoTime(),0};
      long t0=System.nanoTime();
      try(GuidedPolicySearch g=new GuidedPolicySearch(task,GpsOptions.defaults().withAlgorithm(AlgorithmOptions.defaults().withName(v)),seed,1,p->{ long n=System.nanoTime(); acc[(int)last[1]]+=n-last[0]; last[0]=n; last[1]=p.ordinal(); })){
        State s=g.initialState();
        for(int it=0;it<iters;it++){ Iteration r=g.iterate(s); s=r.state();
          StringBuilder st=new StringBuilder(); r.updates().forEach(u->st.append(u.status().name().charAt(0)).append(String.format("%.3g/%.3g/%d ",u.eta(),u.kl(),u.backwardPasses())));
          System.out.printf("%d it %d cost %.1f policy %s succ %s pred %.2f act %.2f rej %s step %.2f %s %s%n",seed,it+1,r.meanCost(),r.policy().map(p->String.format("%.1f",p.cost())).orElse("-"),r.policy().map(p->""+p.success()).orElse("-"),r.predicted(),r.actual(),r.rejected(),s.clusters().get(0).stepMultiplier(),st,r.training().map(Object::toString).orElse("")); }
        if(s.best().isPresent()) System.out.printf("SEED %d best %.2f it %d  %.2fs%n",seed,s.best().get().cost(),s.best().get().iteration(),(System.nanoTime()-t0)*1e-9);
        StringBuilder ph=new StringBuilder(); for(Phase p:Phase.values()) ph.append(p).append(String.format(" %.2f ",acc[p.ordinal()]*1e-9)); System.out.println(ph);
      }
    }
  }
}
