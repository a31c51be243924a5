using System.Collections.Immutable;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Options;
using Neuro.Compiler.Passes;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Tests.Crossbars;

public sealed class SpecificationOverridesTests
{
    private static readonly BindOptions Plain = new()
    {
        Device = new DeviceModel { Name = "cell", GMin = 1e-6, GMax = 1e-4 },
        Array = new CrossbarArray
        {
            Name = "array",
            Costs = ImmutableSortedDictionary<string, OperationCost>.Empty.Add(
                "adc_conversion", new OperationCost { Energy = 1e-12, Source = "a test" }),
        },
    };

    [Fact]
    public void A_path_reaches_the_member_of_its_name()
    {
        BindOptions changed = Apply(
            "device.levels=16", "device.g_max=5e-5", "array.rows=64", "array.adc.bits=6", "array.adc.kind=sign_magnitude",
            "array.floating_rows=true", "array.costs.adc_conversion.energy=2e-12");
        Assert.Equal((16, 5e-5, 1e-6), (changed.Device.Levels, changed.Device.GMax, changed.Device.GMin));
        Assert.Equal((64, 256, true), (changed.Array.Rows, changed.Array.Columns, changed.Array.FloatingRows));
        Assert.Equal((6, AdcKind.SignMagnitude), (changed.Array.Adc.Bits, changed.Array.Adc.Kind));
        Assert.Equal(2e-12, changed.Array.Costs["adc_conversion"].Energy);
    }

    [Fact]
    public void Wire_resistance_is_that_of_both_lines()
    {
        CrossbarArray array = Apply("array.r_wire=0.35").Array;
        Assert.Equal((0.35, 0.35), (array.RWordLine, array.RBitLine));
    }

    [Fact]
    public void Time_temperature_and_compensation_are_settings_too()
    {
        BindOptions changed = Apply("time=1y", "temperature=85C", "drift_compensation=true");
        Assert.Equal((365 * 86_400.0, 358.15, true), (changed.Time, changed.Temperature, changed.DriftCompensation));
    }

    [Fact]
    public void The_last_of_two_values_holds() => Assert.Equal(4, Apply("device.levels=16", "device.levels=4").Device.Levels);

    [Fact]
    public void Every_wrong_setting_is_named_at_once_with_what_it_could_be()
    {
        DiagnosticException e = Assert.Throws<DiagnosticException>(
            () => Apply("device.levls=16", "array.adc.bits=many", "array.adc.kind=perfect", "time=soon"));
        Assert.Equal(["NEU3561", "NEU3562", "NEU3562", "NEU3562"], e.Diagnostics.Select(d => d.Code));
        Assert.StartsWith("did you mean 'device.levels'? settings: device.g_min, ", e.Diagnostics[0].Hint);
        Assert.Contains("array.adc.bits", e.Diagnostics[0].Hint);
        Assert.Equal("it takes a whole number", e.Diagnostics[1].Hint);
        Assert.Equal("it takes ideal or sign_magnitude or sar", e.Diagnostics[2].Hint);
    }

    [Fact]
    public void A_value_out_of_range_breaks_the_rules_of_the_array()
    {
        DiagnosticException e = Assert.Throws<DiagnosticException>(() => Apply("array.adc.bits=99"));
        Assert.Equal("NEU3502", Assert.Single(e.Diagnostics).Code);
    }

    [Fact]
    public void Texts_without_an_equals_sign_are_refused()
    {
        DiagnosticException e =
            Assert.Throws<DiagnosticException>(() => SpecificationOverrides.Parse(["a", "device.levels=1", "=3"]));
        Assert.Equal(["'a' is not a setting", "'=3' is not a setting"], e.Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public void Every_path_that_is_listed_can_be_set()
    {
        foreach (string path in SpecificationOverrides.Paths(Plain))
        {
            string[] values = ["1", "2", "8", "0", "true", "none", "offset", "direct", "parallel", "full", "sar", "0.5"];
            bool taken = values.Any(value =>
            {
                try
                {
                    new SpecificationOverrides([(path, value)]).Apply(Plain);
                    return true;
                }
                catch (DiagnosticException)
                {
                    return false;
                }
            });
            Assert.True(taken, $"{path} takes no value");
        }
    }

    [Theory]
    [InlineData("1", 1.0)]
    [InlineData("60s", 60.0)]
    [InlineData("250ns", 250e-9)]
    [InlineData("2min", 120.0)]
    [InlineData("1h", 3600.0)]
    [InlineData("30d", 2_592_000.0)]
    [InlineData("1y", 31_536_000.0)]
    public void Times_have_units(string text, double seconds) => Assert.Equal(seconds, Duration.TryParse(text)!.Value, 1e-15);

    [Theory]
    [InlineData("-1s")]
    [InlineData("soon")]
    [InlineData("y")]
    [InlineData("1e999")]
    [InlineData("")]
    [InlineData("NaN")]
    public void What_is_no_time_is_refused(string text) => Assert.Null(Duration.TryParse(text));

    [Theory]
    [InlineData(1, "1 s")]
    [InlineData(0, "0 s")]
    [InlineData(90, "90 s")]
    [InlineData(31_536_000, "1 y")]
    [InlineData(2_592_000, "30 d")]
    [InlineData(0.25, "0.25 s")]
    public void Times_print_in_the_largest_whole_unit(double seconds, string text) => Assert.Equal(text, Duration.Print(seconds));

    [Theory]
    [InlineData("300", 300.0)]
    [InlineData("300K", 300.0)]
    [InlineData("27C", 300.15)]
    [InlineData("-300C", null)]
    [InlineData("0", null)]
    [InlineData("warm", null)]
    public void Temperatures_are_kelvin_or_celsius(string text, double? kelvin) =>
        Assert.Equal(kelvin is { } k ? k : double.NaN, Kelvin.TryParse(text) ?? double.NaN, 1e-9);

    private static BindOptions Apply(params string[] settings) => SpecificationOverrides.Parse(settings).Apply(Plain);
}
