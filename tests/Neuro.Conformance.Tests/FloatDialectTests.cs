using System.Globalization;
using Neuro.Compiler.Dialects;
using Neuro.Compiler.Discrete;
using Neuro.Compiler.Float;

namespace Neuro.Conformance.Tests;

/// <summary>One LIF neuron as the authors of the NIR paper saw it in each simulator, tick by tick.</summary>
public sealed class FloatDialectTests
{
    private const double LargestRelativeError = 3e-7;

    [Theory]
    [InlineData("norse", "norse")]
    [InlineData("snntorch", "snntorch")]
    [InlineData("sinabs", "sinabs")]
    [InlineData("rockpool", "rockpool")]
    [InlineData("lava", "lava_cpu_float")]
    public void The_published_trace_comes_back(string dialect, string trace)
    {
        Dialect named = DialectRegistry.Find(dialect)!;
        Compare(FloatModels.Load("lif_dialects/lif_norse.nir", named), named, Trace(trace));
    }

    [Fact]
    public void A_file_that_rockpool_wrote_gives_its_trace_with_unit_gain()
    {
        Dialect dialect = DialectRegistry.Rockpool with { Gain = InputGain.Unit };
        Compare(FloatModels.Load("lif_dialects/lif_rockpool.nir", dialect), dialect, Trace("rockpool"));
    }

    /// <summary>The README of the data gives this equation for a trace that is not there; the
    /// interpretation is compared with it.</summary>
    [Theory]
    [InlineData("nengo", 10)]
    [InlineData("spyx", 1)]
    [InlineData("spinnaker2", 25)]
    [InlineData("exact", 1)]
    public void A_dialect_without_trace_follows_its_equation(string dialect, double printedPerModel)
    {
        Dialect named = DialectRegistry.Find(dialect)!;
        (double[] inputs, _, _) = Trace("norse");
        // Parameters as the file holds them: single precision.
        (double leak, double theta) = (1e-4 / 0.0025f, 0.1f);
        (double decay, double gain) = dialect is "nengo" or "exact" ? (Math.Exp(-leak), 1 - Math.Exp(-leak)) : (1 - leak, leak);
        double[] v = new double[inputs.Length];
        int[] spikes = new int[inputs.Length];
        for (int t = 0; t < inputs.Length; t++)
        {
            double before = t == 0 ? 0 : v[t - 1];
            v[t] = decay * before + gain * inputs[t];
            spikes[t] = (dialect == "spyx" ? before : v[t]) > theta ? 1 : 0;
            v[t] = spikes[t] == 0 ? v[t] : dialect == "spyx" ? v[t] - theta : 0;
        }
        Assert.InRange(spikes.Sum(), 3, 10);
        DiscreteNetwork network =
            FloatModels.Load("lif_dialects/lif_norse.nir", named) with { Arithmetic = FloatArithmetic.Double };
        Compare(network, named, (inputs, [.. v.Select(x => x * printedPerModel)], spikes));
    }

    private static void Compare(DiscreteNetwork network, Dialect dialect, (double[] Inputs, double[] V, int[] Spikes) trace)
    {
        DiscretePopulation neuron = network.Populations.Single(p => p.Model is LinearNeuronModel);
        LinearNeuronModel model = (LinearNeuronModel)neuron.Model;
        double scale = dialect.PrintedPerModel(model.MembraneGain[0], model.Spike!.Threshold[0]);
        double full = trace.V.Max(Math.Abs);
        FloatInterpreter interpreter = new(network);
        for (int t = 0; t < trace.Inputs.Length; t++)
        {
            if (trace.Inputs[t] != 0)
                interpreter.Place(network.Populations[0].Name, 0);
            interpreter.Step();
            double v = interpreter.Membrane(neuron.Name)[0] * scale;
            Assert.True(interpreter.Output(neuron.Name)[0] == trace.Spikes[t],
                $"tick {t}: spike {interpreter.Output(neuron.Name)[0]}, published {trace.Spikes[t]}");
            double error = Math.Abs(v - trace.V[t]) / Math.Max(Math.Abs(trace.V[t]), 1e-6 * full);
            Assert.True(error <= LargestRelativeError, $"tick {t}: v {v:R}, published {trace.V[t]:R}, relative error {error:E2}");
        }
    }

    private static (double[] Inputs, double[] V, int[] Spikes) Trace(string name)
    {
        string[][] rows = [.. File.ReadLines(ReferenceData.Path($"lif_dialects/lif_{name}.csv")).Select(line => line.Split(','))];
        double[] Column(int c) => [.. rows.Select(r => double.Parse(r[c], CultureInfo.InvariantCulture))];
        return (Column(0), Column(1), [.. Column(2).Select(s => (int)s)]);
    }
}
