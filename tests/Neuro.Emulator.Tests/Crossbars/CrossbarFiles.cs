using System.Text.Json;
using Neuro.Emulator.Crossbars;

namespace Neuro.Emulator.Tests.Crossbars;

/// <summary>Crossbars whose currents other programs have computed (badcrossbar, Qucs; checked against ngspice).</summary>
internal static class CrossbarFiles
{
    /// <summary>The names of the cases in both kinds of files.</summary>
    public static readonly string[] Arrays = ["xb_4x4_sym", "xb_4x4_asym", "xb_16x16", "xb_64x64_light"];

    /// <summary>One case: a circuit, drives and results.</summary>
    /// <param name="Name">Name of the case.</param>
    /// <param name="Circuit">The circuit.</param>
    /// <param name="Voltages">[row][example].</param>
    /// <param name="Case">The rest of the file.</param>
    public sealed record Example(string Name, CrossbarCircuit Circuit, double[][] Voltages, JsonElement Case)
    {
        /// <summary>Currents into the sinks, [example][column].</summary>
        public double[][] Output => Case.GetProperty("output_current").Deserialize<double[][]>()!;

        /// <summary>The drives of an example.</summary>
        public double[] Drive(int example) => [.. Voltages.Select(row => row[example])];
    }

    public static IEnumerable<Example> All() => Arrays.Select(Array).Concat(Qucs());

    public static Example Array(string name) =>
        Read(JsonDocument.Parse(File.ReadAllText(ReferenceData.Path($"crossbar/{name}.json"))).RootElement);

    public static IEnumerable<Example> Qucs() =>
        JsonDocument.Parse(File.ReadAllText(ReferenceData.Path("crossbar/qucs_33_cases.json")))
            .RootElement.GetProperty("cases").EnumerateArray().Select(Read);

    private static Example Read(JsonElement e)
    {
        double[][] ohms = e.GetProperty("resistances").Deserialize<double[][]>()!;
        CrossbarCircuit circuit = new()
        {
            Rows = ohms.Length,
            Columns = ohms[0].Length,
            // 1e308 stands for infinity.
            Conductance = [.. ohms.SelectMany(row => row).Select(r => r >= 1e308 ? 0 : 1 / r)],
            RWordLine = e.GetProperty("r_word_line").GetDouble(),
            RBitLine = e.GetProperty("r_bit_line").GetDouble(),
        };
        return new(e.GetProperty("name").GetString()!, circuit, e.GetProperty("applied_voltages").Deserialize<double[][]>()!, e);
    }
}
