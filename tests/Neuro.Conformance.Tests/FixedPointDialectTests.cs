using System.Globalization;
using Neuro.Compiler;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Float;
using Neuro.Compiler.Frontends;
using Neuro.Emulator.Reference;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Conformance.Tests;

/// <summary>One LIF neuron of the NIR paper, under each dialect: fixed point spikes in the ticks in which float does.</summary>
public class FixedPointDialectTests
{
    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> data = [];
        foreach (Dialect dialect in DialectRegistry.All)
            foreach (int bits in new[] { 8, 16 })
                data.Add(dialect.Name, bits);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_neuron_spikes_in_the_same_ticks_as_in_float(string dialect, int weightBits)
    {
        IEnumerable<string> trace = File.ReadLines(ReferenceData.Path("lif_dialects/lif_norse.csv"));
        double[] input = [.. trace.Select(line => double.Parse(line.Split(',')[0], CultureInfo.InvariantCulture))];
        CompileResult result = Pipeline.Run(
            FrontendRegistry.Load(ReferenceData.Path("lif_dialects/lif_norse.nir")).Graph,
            new CompileOptions { Dialect = DialectRegistry.Find(dialect)!, WeightBits = weightBits });
        SpikeProgram program = result.Program!;
        Population source = program.Populations.Single(p => p.IsInput);
        int[] raster = [.. input.SelectMany(x => Enumerable.Repeat((int)x, source.Size))];
        SpikeTrain train = SpikeTrain.FromDense(raster, input.Length, source.Size);
        string output = program.Outputs.Single();
        (int, int, int)[] expected = [.. InFloat(result, train, output)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, InFixedPoint(program, source.Name, train, output));
    }

    /// <summary>(tick, neuron, spikes) of the float network.</summary>
    private static IEnumerable<(int, int, int)> InFloat(CompileResult result, SpikeTrain train, string output)
    {
        Recorder recorder = new(output);
        _ = new FloatInterpreter(result.Network!).Run(train, null, recorder);
        return recorder.Events;
    }

    private static IEnumerable<(int, int, int)> InFixedPoint(SpikeProgram program, string input, SpikeTrain train, string output)
    {
        using ISession session = new ReferenceBackend().Open(program, new SessionOptions());
        Recording recording = new(program, new RecordingOptions { Spikes = [output] }, 1);
        session.Run(new InputBatch(input, [train]), train.Ticks, recording);
        SpikeTrain spikes = recording.Spikes(output, 0);
        for (int t = 0; t < spikes.Ticks; t++)
            for (int e = spikes.Offsets[t]; e < spikes.Offsets[t + 1]; e++)
                yield return (t, spikes.Indices[e], spikes.Payloads?[e] ?? 1);
    }

    private sealed class Recorder(string population) : IFloatObserver
    {
        public List<(int, int, int)> Events { get; } = [];

        public void AfterTick(FloatInterpreter network, int tick)
        {
            foreach (int neuron in network.Active(population))
                Events.Add((tick, neuron, (int)network.Output(population)[neuron]));
        }
    }
}
