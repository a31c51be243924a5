using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Crossbars;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Tests.Passes;

public class BindTests
{
    private static readonly BindOptions Options = new()
    {
        Device = new DeviceModel { Name = "cell", GMin = 1e-6, GMax = 101e-6 },
        Array = new CrossbarArray { Name = "small", Rows = 4, Columns = 6, Adc = new AdcModel { Bits = 8 } },
        Time = 3600,
        Temperature = 330,
        DriftCompensation = true,
    };

    private const string Text = """
        program "three projections" {
          dt 1/1000
          array w : s8[6, 5] = [
            10, -2, 3, 4, 5, 0, 0, 0, 0, 0, 100, 101, -127, 7, 8, 1, 2, 3, 4, 5, 10, -2, 3, 4, 5, 6, 7, 8, 9, 10]
          array late : u4[25] = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
          array rows : u8[6] = [0, 0, 0, 0, 0, 0]
          array none : u8[0] = []
          neuron sum {
            acc x : i32
            fired = ge x, 1
            emit fired
          }
          input in [6] { payload 0 .. 1 }
          population out [5] : sum phase 1 { }
          projection fc : in -> out port x { dense; weight @w }
          projection loop : out -> out port x { dense; weight 1; delay @late }
          projection nothing : out -> out port x { sparse rows @rows targets @none; weight 1; delay 1 }
          output out
        }
        """;

    private static readonly SpikeProgram Program = ProgramText.Parse(Text, "three.ir");

    [Fact]
    public void What_has_one_delay_is_bound_and_the_rest_stays_digital_by_name()
    {
        (SpikeProgram bound, List<Diagnostic> warnings) = Bound(Options);
        Assert.Equal([true, false, false], bound.Projections.Select(p => p.Crossbar is not null));
        Assert.Equal(
            [
                "projection 'loop' stays digital: its synapses have delays of their own",
                "projection 'nothing' stays digital: it has no synapses",
            ],
            warnings.Where(w => w.Code == "NEU3563").Select(w => w.Message));
        Assert.Empty(ProgramVerifier.Verify(bound));
    }

    [Fact]
    public void The_binding_carries_device_array_and_conditions()
    {
        (SpikeProgram bound, _) = Bound(Options);
        CrossbarBinding binding = bound.Projections[0].Crossbar!;
        Assert.Equal(("cell", "small", 3600.0, 330.0, true),
            (binding.Device, binding.Array, binding.Time, binding.Temperature, binding.DriftCompensation));
        Assert.Empty(binding.AdcRanges);
        Assert.Equal(Options.Device, Assert.Single(bound.Devices));
        Assert.Equal(Options.Array, Assert.Single(bound.CrossbarArrays));
        Assert.Equal(Program.Projections[0].Weight, bound.Projections[0].Weight);
    }

    [Fact]
    public void Taking_the_binding_away_gives_the_program_back()
    {
        (SpikeProgram bound, _) = Bound(Options);
        Assert.Equal(ProgramDigest.Compute(Program), ProgramDigest.Compute(Unbind.Run(bound)));
    }

    [Fact]
    public void Binding_anew_replaces_the_binding()
    {
        (SpikeProgram bound, _) = Bound(Options);
        BindOptions other = Options with { Device = Options.Device with { Name = "other" }, Time = 1 };
        SpikeProgram again = Bind.Run(bound, other, null, null, []).Program;
        Assert.Equal(["other"], again.Devices.Select(d => d.Name));
        Assert.Equal(("other", 1.0), (again.Projections[0].Crossbar!.Device, again.Projections[0].Crossbar!.Time));
    }

    [Fact]
    public void The_report_counts_arrays_cells_levels_and_full_ranges()
    {
        CrossbarReport report = Bind.Run(Program, Options, null, null, []).Reports["fc"];
        // 6 rows over 4, 5 outputs over 3 pairs of columns: four arrays of 3 rows, with 2 or 3 outputs.
        Assert.Equal(4, report.Arrays);
        Assert.Equal([(0, 0), (0, 2), (3, 0), (3, 2)], report.Tiles.Select(t => (t.FirstRow, t.FirstOutput)));
        Assert.Equal(6 * 5 * 2 / (4 * 4 * 6.0), report.Utilisation, 1e-12);
        Assert.Equal(0, report.Clipped);
        // Three rows of 100 µS at 0.2 V.
        Assert.All(report.Tiles, t => Assert.Equal(3 * 100e-6 * 0.2, t.AdcRange, 1e-12));
        Assert.All(report.Tiles, t => Assert.Null(t.Current));
        Assert.Equal(report.Tiles, Bind.Reports(Bound(Options).Program)["fc"].Tiles);
    }

    [Fact]
    public void A_calibrated_range_without_data_is_the_full_one_with_a_warning()
    {
        (SpikeProgram bound, List<Diagnostic> warnings) =
            Bound(Options with { Array = Options.Array with { Adc = new AdcModel { Bits = 8, Range = AdcRange.Calibrated } } });
        Assert.Contains(warnings, w => w.Code == "NEU3565");
        Assert.Empty(bound.Projections[0].Crossbar!.AdcRanges);
    }

    [Fact]
    public void Conditions_that_the_device_has_no_model_of_are_named()
    {
        DeviceModel plain = new() { Name = "plain", GMin = 0, GMax = 25e-6 };
        Assert.Equal(
            [
                "device 'plain' says nothing of temperature: setting it changes nothing",
                "device 'plain' says nothing of drift: drift compensation changes nothing",
            ],
            Bind.WithoutEffect(Options with { Device = plain, Temperature = 358, DriftCompensation = true })
                .Select(w => w.Message));
        Assert.Empty(Bind.WithoutEffect(Options with { Device = plain, Temperature = 0, DriftCompensation = false }));
        DeviceModel full = plain with { Temperature = new(), Drift = new LogarithmicDrift() };
        Assert.Empty(Bind.WithoutEffect(Options with { Device = full, Temperature = 358, DriftCompensation = true }));
        Assert.Contains(
            Bound(Options with { Device = plain, Temperature = 358 }).Warnings, w => w.Code == "NEU3569");
    }

    [Fact]
    public void A_program_that_has_nothing_to_bind_is_refused()
    {
        SpikeProgram bare = Program with { Projections = Program.Projections.RemoveAt(0) };
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Bind.Run(bare, Options, null, null, []));
        Assert.Equal("NEU3564", Assert.Single(error.Diagnostics).Code);
    }

    [Fact]
    public void An_array_without_room_for_a_weight_is_refused()
    {
        BindOptions narrow = Options with { Array = Options.Array with { BitsPerCell = 1 } };
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => Bind.Run(Program, narrow, null, null, []));
        Assert.Equal(
            "array 'small' has 6 columns; one weight of projection 'fc' needs 14", Assert.Single(error.Diagnostics).Message);
    }

    private static (SpikeProgram Program, List<Diagnostic> Warnings) Bound(BindOptions options)
    {
        List<Diagnostic> warnings = [];
        return (Bind.Run(Program, options, null, null, warnings).Program, warnings);
    }
}
