using Neuro.Emulator.Devices.Pulses;
using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices;

/// <summary>Writes cells by the scheme of a <see cref="ProgrammingModel"/>. Conductances in siemens.</summary>
internal sealed class CellProgrammer
{
    // Bursts between two reads aim at this share of the way, so that steps that come out larger do not overshoot.
    private const double BurstShare = 0.5;

    private readonly DeviceModel _device;
    private readonly double[] _curve;
    private readonly NonlinearCurve? _potentiation;

    /// <summary>A programmer of cells of <paramref name="device"/>.</summary>
    public CellProgrammer(DeviceModel device)
    {
        _device = device;
        SigmaReference = device.Programming.SigmaReference == 0 ? device.GMax : device.Programming.SigmaReference;
        if (device.Pulse is NonlinearPulse nonlinear) _potentiation = new(nonlinear.NlLtp);
        _curve = device is { Programming.Method: ProgrammingMethod.OpenLoop, Pulse: { } pulse and not NonlinearPulse }
            ? MeanCurve(pulse, device.Programming.PulseBudget) : [];
    }

    /// <summary>g_ref of σ(g).</summary>
    public double SigmaReference { get; }

    /// <summary>σ(g) of the programming error.</summary>
    public double Sigma(double target) =>
        Math.Max(DriftLaws.Polynomial(_device.Programming.Sigma, target / SigmaReference), 0);

    /// <summary>The conductance of a fresh cell that was written, and the pulses that it took.</summary>
    public double Write(double target, out int pulses, ref CellRandom random)
    {
        pulses = 0;
        return (_device.Programming.Method, _device.Pulse) switch
        {
            (ProgrammingMethod.OpenLoop, NonlinearPulse model) => Count(model, target, out pulses, ref random),
            (ProgrammingMethod.OpenLoop, { } model) => Train(model, target, out pulses, ref random),
            (ProgrammingMethod.WriteVerify, { } model) => Verify(model, target, out pulses, ref random),
            (ProgrammingMethod.WriteVerify, null) => Rewrite(target, out pulses, ref random),
            _ => Direct(target, ref random),
        };
    }

    private double Direct(double target, ref CellRandom random)
    {
        double sigma = Sigma(target);
        return sigma == 0 ? target : Math.Max(target + sigma * random.NextNormal(), 0);
    }

    /// <summary>n = f⁻¹(target) pulses from G_min, and their deviation σ_c2c·√n at once.</summary>
    private double Count(NonlinearPulse model, double target, out int pulses, ref CellRandom random)
    {
        NonlinearCurve mean = _potentiation!;
        pulses = (int)Math.Round(mean.Inverse(State(model, target)) * model.PMax, MidpointRounding.AwayFromZero);
        NonlinearCurve own = model.SigmaD2d == 0 ? mean : new(model.NlLtp + model.SigmaD2d * random.NextNormal());
        double state = own.At((double)pulses / model.PMax);
        if (model.SigmaC2c > 0) state += model.SigmaC2c * Math.Sqrt(pulses) * random.NextNormal();
        return Conductance(model, Math.Clamp(state, 0, 1));
    }

    /// <summary>The pulses that take the mean device to the target, given to this one.</summary>
    private double Train(PulseModel model, double target, out int pulses, ref CellRandom random)
    {
        int above = Array.BinarySearch(_curve, State(model, target));
        if (above < 0) above = ~above;
        double state = State(model, target);
        pulses = above == _curve.Length || above > 0 && state - _curve[above - 1] < _curve[above] - state ? above - 1 : above;
        PulsedCell cell = PulsedCell.Draw(model, ref random);
        cell.Erase(ref random);
        cell.Burst(pulses, true, ref random);
        return Conductance(model, cell.Visible);
    }

    private double Verify(PulseModel model, double target, out int pulses, ref CellRandom random)
    {
        double wanted = State(model, target);
        double tolerance = _device.Programming.Tolerance * (model.StateMaximum - model.StateMinimum);
        PulsedCell cell = PulsedCell.Draw(model, ref random);
        cell.Erase(ref random);
        pulses = 0;
        for (double error = wanted - cell.Visible;
            Math.Abs(error) > tolerance && pulses < _device.Programming.PulseBudget;
            error = wanted - cell.Visible)
        {
            int budget = _device.Programming.PulseBudget - pulses;
            if (error < 0 && model is OneSided)
            {
                // It cannot be lowered: a reset, counted as a pulse, and from the start again.
                cell.Erase(ref random);
                pulses++;
                continue;
            }
            double step = cell.Response.Step(cell.Hidden, error > 0);
            int burst = step > 0 ? (int)Math.Clamp(Math.Abs(error) * BurstShare / step, 1, budget) : 1;
            cell.Burst(burst, error > 0, ref random);
            pulses += burst;
        }
        return Conductance(model, cell.Visible);
    }

    /// <summary>Without a pulse model every try is a write of its own.</summary>
    private double Rewrite(double target, out int pulses, ref CellRandom random)
    {
        double tolerance = _device.Programming.Tolerance * (_device.GMax - _device.GMin);
        double written = Direct(target, ref random);
        for (pulses = 1; Math.Abs(written - target) > tolerance && pulses < _device.Programming.PulseBudget; pulses++)
            written = Direct(target, ref random);
        return written;
    }

    private double State(PulseModel model, double conductance) => model.StateMinimum
        + (conductance - _device.GMin) / (_device.GMax - _device.GMin) * (model.StateMaximum - model.StateMinimum);

    /// <summary>A device whose own bounds lie outside of the nominal range still cannot conduct less than nothing.</summary>
    private double Conductance(PulseModel model, double state) => Math.Max(_device.GMin
        + (state - model.StateMinimum) / (model.StateMaximum - model.StateMinimum) * (_device.GMax - _device.GMin), 0);

    /// <summary>States of the mean device after 0, 1, 2, … pulses from reset, as long as they rise.</summary>
    private static double[] MeanCurve(PulseModel model, int most)
    {
        PulseResponse response = PulseResponse.Mean(model);
        List<double> states = [Math.Clamp(response.Erased, response.Minimum, response.Maximum)];
        while (states.Count <= most && response.Pulse(states[^1], true, 0) is double next && next > states[^1]) states.Add(next);
        return [.. states];
    }
}
