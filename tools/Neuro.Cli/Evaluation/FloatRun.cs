using Neuro.Cli.Options;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;
using Neuro.Runtime.Data;

namespace Neuro.Cli.Evaluation;

/// <summary>The float network's answers to the samples that a program was run on.</summary>
/// <param name="Outputs">Sums of the output's values, [sample][neuron].</param>
/// <param name="Spikes">Events emitted by neurons, per sample.</param>
internal sealed record FloatRun(double[][] Outputs, long[] Spikes)
{
    /// <summary>Runs <paramref name="network"/>, one sample a thread.</summary>
    public static FloatRun Run(
        DiscreteNetwork network, InputData input, string output, int threads, Action<int> progress,
        CancellationToken cancellation)
    {
        double[][] outputs = new double[input.Samples.Count][];
        long[] spikes = new long[input.Samples.Count];
        int index = network.Outputs.IndexOf(output);
        int done = 0;
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(
            0, outputs.Length, options,
            () => new FloatInterpreter(network),
            (i, _, interpreter) =>
            {
                SpikeCounter counter = new(network);
                Dictionary<string, SpikeTrain> trains = new() { [input.Population] = input.Data[input.Samples[i]] };
                outputs[i] = interpreter.Run(trains, input.Ticks, counter)[index];
                spikes[i] = counter.Spikes;
                progress(Interlocked.Increment(ref done));
                return interpreter;
            },
            _ => { });
        return new(outputs, spikes);
    }

    private sealed class SpikeCounter(DiscreteNetwork network) : IFloatObserver
    {
        private readonly string[] _neurons = [.. network.Populations.Where(p => p.Model is not InputModel).Select(p => p.Name)];

        public long Spikes { get; private set; }

        public void AfterTick(FloatInterpreter network, int tick)
        {
            foreach (string population in _neurons)
                Spikes += network.Active(population).Length;
        }
    }
}
