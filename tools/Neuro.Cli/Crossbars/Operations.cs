using System.Collections.Immutable;
using Neuro.Runtime;

namespace Neuro.Cli.Crossbars;

/// <summary>The operations that counters count, by the names that an array's costs have.</summary>
internal static class Operations
{
    /// <summary>Names and counts; without crossbars, those of a digital program.</summary>
    public static ImmutableArray<(string Name, long Count)> Of(Counters counters) =>
    [
        ("cell_read", counters.CellReads),
        ("row_activation", counters.RowActivations),
        ("dac_conversion", counters.DacConversions),
        ("adc_conversion", counters.AdcConversions),
        ("digital_add", counters.DigitalAdds),
        ("spike", counters.Spikes),
        ("neuron_update", counters.NeuronUpdates),
    ];

    /// <summary>The counts by name, divided by <paramref name="samples"/>.</summary>
    public static ImmutableSortedDictionary<string, double> PerSample(Counters counters, int samples) =>
        Of(counters).ToImmutableSortedDictionary(o => o.Name, o => samples == 0 ? 0 : (double)o.Count / samples);

    /// <summary>"adc_conversion" as people read it: "ADC conversion".</summary>
    public static string Words(string name) => name.Replace("adc_", "ADC ").Replace("dac_", "DAC ").Replace('_', ' ');
}
