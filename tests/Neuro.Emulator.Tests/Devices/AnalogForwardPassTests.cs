using System.Text.Json;
using Neuro.Emulator.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>aihwkit's forward pass.</summary>
public sealed class AnalogForwardPassTests
{
    [Fact]
    public void Every_recorded_pass_of_aihwkit_is_met_to_1e_6()
    {
        JsonElement[] entries = [.. Golden.Read("aihwkit_cpp_golden.json").GetProperty("forward").EnumerateArray()];
        JsonElement inputs = Assert.Single(entries, e => e.Text("name") == "inputs");
        double[] weights = inputs.Numbers("W_rowmajor_out_in"), x = inputs.Numbers("x");
        JsonElement[] passes = [.. entries.Where(e => e.Text("name") != "inputs")];
        Assert.Equal(7, passes.Length);
        foreach (JsonElement entry in passes)
        {
            AnalogForwardPass pass = new()
            {
                InputResolution = entry.Number("inp_res"),
                InputBound = entry.Number("inp_bound"),
                OutputResolution = entry.Number("out_res"),
                OutputBound = entry.Number("out_bound"),
                NoiseManagement = entry.Text("noise_management") == "AbsMax",
                BoundManagement = entry.Text("bound_management") == "Iterative",
                IrDrop = entry.Number("ir_drop"),
                IrDropRatio = entry.Number("ir_drop_g_ratio"),
                OutputNonlinearity = entry.Number("out_nonlinearity"),
                SlopeCalibration = entry.Number("slope_calibration"),
            };
            // The first pass has no converters, and so no input bound either.
            if (entry.Text("name") == "perfect_fp") pass = new() { InputBound = -1 };
            Golden.Close(entry.Numbers("y"), pass.Run(weights, x), 1e-6, entry.Text("name"));
        }
    }

    [Fact]
    public void Rounding_comes_before_clipping()
    {
        // Steps of 0.4: an output of 1 is 0.8 or 1.2, never a bound of 1 that lies between two codes.
        AnalogForwardPass pass = new() { OutputResolution = 0.2, OutputBound = 1 };
        Assert.Equal([0.8], pass.Run([1.0], [0.95]), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([1.0], pass.Run([1.0], [1.0]));
    }
}
