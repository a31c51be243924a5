using System.Text.Json;
using Neuro.Ir;
using Neuro.Runtime.Data;
using Neuro.Runtime.Packages;
using Neuro.Testing.Programs;

namespace Neuro.Cli.Tests;

/// <summary>A perceptron that learns on cells of few, uneven levels: what pulses in both directions cost, and what one direction
/// saves.</summary>
public sealed class LearnOnDevicesTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Theory]
    [InlineData(64, 5.0)]
    [InlineData(64, 2.4)]
    [InlineData(32, 5.0)]
    [InlineData(32, 2.4)]
    public void Pulses_in_one_direction_beat_both_on_uneven_devices_of_few_levels(int levels, double nonlinearity)
    {
        const int Train = 1400;
        string device = Device("uneven", levels, nonlinearity);
        string data = ReferenceData.Path("digits/digits.csv.gz");
        double[] both = new double[3], one = new double[3];
        for (int seed = 0; seed < 3; seed++)
        {
            string network = Network(PulsedPerceptron.Create(64, 1, 2, rate1: 0.02, rate2: 0.04, ignored: 0.05, seed));
            string[] learn = ["--data", data, "--samples", $"0..{Train - 1}", "--epochs", "8"];
            string[] test = ["--data", data, "--samples", $"{Train}..1796"];
            both[seed] = Learn(network, device, "bidirectional", learn, test);
            one[seed] = Learn(network, device, "unidirectional", learn, test);
        }
        string found = $"{levels} levels, NL {nonlinearity}: bidirectional {string.Join(", ", both)}, "
            + $"unidirectional {string.Join(", ", one)}";
        TestContext.Current.SendDiagnosticMessage(found);
        Assert.All(one.Zip(both), pair => Assert.True(pair.First > pair.Second, found));
    }

    [Fact]
    public void On_64_levels_of_nonlinearity_5_one_direction_saves_what_two_lose()
    {
        string train = _workspace["shifted.npz"];
        WriteShifted(train);
        string[] learn = ["--data", train, "--epochs", "2"];
        string[] test =
        [
            "--data", ReferenceData.Path("mnist/test5000-images-idx3-ubyte.gz"),
            "--labels", ReferenceData.Path("mnist/test5000-labels-idx1-ubyte.gz"),
        ];
        string wide = Network(PulsedPerceptron.Create(784, 1, 2, rate1: 0.006, rate2: 0.1, ignored: 0.05, seed: 0));
        double both = Learn(wide, Device("uneven", 64, 5), "bidirectional", learn, test);
        double one = Learn(wide, Device("uneven", 64, 5), "unidirectional", learn, test);
        // Even steps need no room to fade in, so that they can be finer.
        string narrow = Network(PulsedPerceptron.Create(784, 0.3, 1, rate1: 0.006, rate2: 0.04, ignored: 0.05, seed: 0));
        double linear = Learn(narrow, Device("even", 64, 0), "unidirectional", learn, test);
        string found = $"bidirectional {both:P2}, unidirectional {one:P2}, linear {linear:P2}";
        TestContext.Current.SendDiagnosticMessage(found);
        Assert.True(both is > 0.70 and < 0.86, found);
        Assert.True(one >= 0.86, found);
        Assert.True(linear >= 0.92, found);
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    /// <summary>The accuracy on <paramref name="test"/> after <paramref name="learn"/>.</summary>
    private double Learn(string network, string device, string update, string[] learn, string[] test)
    {
        string encoder = $"integer:gain={PulsedPerceptron.Levels},max={PulsedPerceptron.Levels}";
        string[] values = ["--encoder", encoder, "--ticks", "1", "--input", "in"];
        string learned = _workspace["learned.nrx"];
        Cli.Ok(
        [
            "learn", network, .. learn, .. values, "--teacher", "label", "--device", device, "--update", update,
            "--pulses", "stochastic", "--most-pulses", "1", "--refresh-above", "0.6", "-o", learned,
        ]);
        JsonElement eval = Cli.Json("eval", "ok", Cli.Run(["eval", learned, .. test, .. values, "--no-float", "--json"]));
        return eval.GetProperty("fixed").GetProperty("accuracy").GetDouble();
    }

    private string Network(SpikeProgram program)
    {
        string path = _workspace["perceptron.nrx"];
        new NrxPackage { Program = program }.Save(path);
        return path;
    }

    private string Device(string name, int levels, double nonlinearity)
    {
        string path = _workspace[$"{name}.json"];
        File.WriteAllText(path, FormattableString.Invariant($$"""
            {
              "name": "{{name}}", "g_min": 1e-6, "g_max": 2.5e-5,
              "pulse": { "model": "nonlinear_pulse", "p_max": {{levels}},
                         "nl_ltp": {{nonlinearity}}, "nl_ltd": {{-nonlinearity}} }
            }
            """));
        return path;
    }

    /// <summary>The training images and their neighbours shifted by a pixel, in one mixed order.</summary>
    private static void WriteShifted(string path)
    {
        const int Side = 28;
        AnalogDataset images = AnalogDataset.Open(
            ReferenceData.Path("mnist/train3750-images-idx3-ubyte.gz"),
            new() { Labels = ReferenceData.Path("mnist/train3750-labels-idx1-ubyte.gz") });
        int count = images.Count * 9;
        int[] order = [.. Enumerable.Range(0, count)];
        new Random(5).Shuffle(order);
        byte[] pixels = new byte[count * Side * Side];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
        {
            (int image, int shift) = (order[i] / 9, order[i] % 9);
            double[] values = images[image];
            labels[i] = images.Labels![image];
            for (int p = 0; p < values.Length; p++)
            {
                int row = (p / Side + shift / 3 - 1 + Side) % Side, column = (p % Side + shift % 3 - 1 + Side) % Side;
                pixels[i * values.Length + row * Side + column] = (byte)Math.Round(values[p] * 255);
            }
        }
        using NpzWriter file = new(path, compress: false);
        file.Add("x", pixels, count, Side * Side);
        file.Add("labels", labels);
        file.Commit();
    }
}
