using System.Collections.Immutable;
using System.Text.Json;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Tests.Devices;

/// <summary>A recorded pulse-response curve of aihwkit's compiled core: up pulses from w0, then down pulses from where those
/// ended.</summary>
internal sealed class AihwkitGolden
{
    private AihwkitGolden(JsonElement entry)
    {
        JsonElement p = entry.GetProperty("params");
        Name = entry.Text("name");
        Start = p.Number("w0");
        Up = entry.Numbers("w_up");
        Down = entry.Numbers("w_down");
        Model = Family(p);
    }

    public string Name { get; }

    public double Start { get; }

    public double[] Up { get; }

    public double[] Down { get; }

    public StepModel Model { get; }

    public static AihwkitGolden[] All()
    {
        JsonElement curves = Golden.Read("aihwkit_cpp_golden.json").GetProperty("pulse_response");
        return [.. curves.EnumerateArray().Select(e => new AihwkitGolden(e))];
    }

    /// <summary>The same device in double precision, or with the parameters rounded to single precision as that core holds
    /// them.</summary>
    public PulseResponse Response(bool single)
    {
        CellRandom silent = CellRandom.Silent;
        if (!single)
            return PulseResponse.Mean(Model);
        StepSample s = StepSample.Draw(Model, ref silent);
        s = s with { Up = (float)s.Up, Down = (float)s.Down, Maximum = (float)s.Maximum, Minimum = (float)s.Minimum };
        return Model switch
        {
            ConstantStep m => new ConstantResponse(m, s),
            LinearStep m => new LinearResponse(m, s, (float)m.GammaUp, (float)m.GammaDown),
            SoftBounds m => new LinearResponse(m, s),
            SoftBoundsReference m => new ReferenceResponse(m, s, ReferenceResponse.SymmetryPoint(s)),
            ExpStep m => new ExpResponse(m, s),
            PowStep m => new PowResponse(m, s, m.PowGamma, m.PowGamma),
            PiecewiseStep m => new PiecewiseResponse(m, s),
            _ => throw new InvalidOperationException(Model.ToString()),
        };
    }

    /// <summary>The states after 0, 1, … up pulses, then after 0, 1, … down pulses.</summary>
    public (double[] Up, double[] Down) Curves(PulseResponse response)
    {
        double[] up = Curve(response, Start, Up.Length, true);
        return (up, Curve(response, up[^1], Down.Length, false));
    }

    private static double[] Curve(PulseResponse response, double start, int length, bool up)
    {
        double[] states = new double[length];
        states[0] = start;
        for (int i = 1; i < length; i++) states[i] = response.Pulse(states[i - 1], up, 0);
        return states;
    }

    private StepModel Family(JsonElement p)
    {
        double dw = p.Number("dw_min"), max = p.Number("w_max"), min = p.Number("w_min"), asymmetry = p.Number("up_down");
        ImmutableArray<double> Nodes(string member) => [.. p.Numbers(member)];
        return Name.Split('_')[0] switch
        {
            "ConstantStep" => new ConstantStep { DwMin = dw, WMax = max, WMin = min, UpDown = asymmetry },
            "LinearStep" => new LinearStep
            {
                DwMin = dw,
                WMax = max,
                WMin = min,
                GammaUp = p.Number("gamma_up"),
                GammaDown = p.Number("gamma_down"),
            },
            "SoftBounds" => new SoftBounds { DwMin = dw, WMax = max, WMin = min },
            "SoftBoundsReference" => new SoftBoundsReference
            {
                DwMin = dw,
                WMax = max,
                WMin = min,
                UpDown = asymmetry,
                SubtractSymmetryPoint = true,
            },
            "ExpStep" => new ExpStep
            {
                DwMin = dw,
                WMax = max,
                WMin = min,
                UpDown = asymmetry,
                A = p.Number("a"),
                B = p.Number("b"),
                GammaUp = p.Number("gamma_up"),
                GammaDown = p.Number("gamma_down"),
                AUp = p.Number("A_up"),
                ADown = p.Number("A_down"),
            },
            "PowStep" => new PowStep { DwMin = dw, WMax = max, WMin = min, PowGamma = p.Number("pow_gamma") },
            "PiecewiseStep" => new PiecewiseStep
            {
                DwMin = dw,
                WMax = max,
                WMin = min,
                PiecewiseUp = Nodes("piecewise_up"),
                PiecewiseDown = Nodes("piecewise_down"),
            },
            _ => throw new InvalidOperationException(Name),
        };
    }
}
