using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>
/// How one device, with parameters of its own, answers pulses: all families come down to a mean step and a deviation that
/// depend on the state, between two bounds. In double precision and in the family's own state; the tables is the same in
/// integers.
/// </summary>
public abstract class PulseResponse
{
    /// <summary>Lower bound of the state.</summary>
    public double Minimum { get; protected init; }

    /// <summary>Upper bound of the state.</summary>
    public double Maximum { get; protected init; }

    /// <summary>Standard deviation of the visible state about the hidden one; 0 where both are one.</summary>
    public double WriteNoise { get; protected init; }

    /// <summary>State after a full reset: the lower bound, or what a one-sided cell's reset leaves.</summary>
    public double Erased { get; protected init; }

    /// <summary>Deviation of one reset from the one before.</summary>
    public double ErasedStd { get; protected init; }

    /// <summary>State that a leaking cell falls back to.</summary>
    public double Rest { get; protected init; }

    /// <summary>Factor on the distance from <see cref="Rest"/> in one update cycle; 1 without leak.</summary>
    public double Retention { get; protected init; } = 1;

    /// <summary>Distance from a bound that is rounding error.</summary>
    protected double Rounding { get; init; }

    /// <summary>The device without any spread.</summary>
    public static PulseResponse Mean(PulseModel model)
    {
        CellRandom silent = CellRandom.Silent;
        return Draw(model, ref silent);
    }

    /// <summary>A device with parameters drawn from their device-to-device spreads.</summary>
    public static PulseResponse Draw(PulseModel model, ref CellRandom random) => model switch
    {
        ConstantStep m => new ConstantResponse(m, StepSample.Draw(m, ref random)),
        LinearStep m => LinearResponse.Draw(m, StepSample.Draw(m, ref random), ref random),
        SoftBounds m => new LinearResponse(m, StepSample.Draw(m, ref random)),
        SoftBoundsReference m => ReferenceResponse.Draw(m, StepSample.Draw(m, ref random), ref random),
        ExpStep m => new ExpResponse(m, StepSample.Draw(m, ref random)),
        PowStep m => PowResponse.Draw(m, StepSample.Draw(m, ref random), ref random),
        PiecewiseStep m => new PiecewiseResponse(m, StepSample.Draw(m, ref random)),
        NonlinearPulse m => NonlinearResponse.Draw(m, ref random),
        QuerliozStep m => QuerliozResponse.Draw(m, ref random),
        MeasuredStep m => MeasuredResponse.Draw(m, ref random),
        OneSided m => new OneSidedResponse(Draw(m.Cell, ref random)),
        _ => throw new ArgumentException($"{model.GetType().Name} is not a family of pulse models", nameof(model)),
    };

    /// <summary>Mean change by a pulse, positive in the direction of the pulse.</summary>
    public abstract double Step(double state, bool up);

    /// <summary>Standard deviation of the change by a pulse.</summary>
    public abstract double Sigma(double state, bool up);

    /// <summary>The state after one pulse whose deviation is <paramref name="deviate"/> standard deviations.</summary>
    public double Pulse(double state, bool up, double deviate)
    {
        double change = Step(state, up);
        if (deviate != 0) change += Sigma(state, up) * deviate;
        return Clip(up ? state + change : state - change);
    }

    /// <summary>The state within the bounds.</summary>
    public double Clip(double state) =>
        state >= Maximum - Rounding ? Maximum : state <= Minimum + Rounding ? Minimum : state;
}
