using Neuro.Benchmarks.Workloads;
string folder = args[1];
foreach ((string name, Func<Workload> make) in Workload.All.Where(w => w.Name.StartsWith(args[0], StringComparison.Ordinal)))
{
    Workload workload = make();
    using FileStream stream = File.Create(Path.Combine(folder, name + ".bin"));
    workload.WritePeerData(new PeerData(stream));
    using Neuro.Runtime.ISession session = new Neuro.Emulator.Reference.ReferenceBackend().Open(workload.Program, new() { BatchSize = workload.BatchSize });
    int ticks = args.Length > 2 ? int.Parse(args[2]) : workload.Ticks;
    session.Run(workload.Input, ticks);
    Neuro.Runtime.Counters c = default;
    for (int i = 0; i < workload.BatchSize; i++) c += session.Counters(i);
    Console.WriteLine($"{name} {c}");
}
return 0;
