using Neuro.Ir.Devices;

namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A weight held by two cells that pulses can only raise, w = w⁺ − w⁻. <see cref="OneSided"/> has the refresh rule
/// and its source.</summary>
public sealed class OneSidedPair
{
    private readonly OneSided _model;

    /// <summary>Two fresh cells, erased.</summary>
    public OneSidedPair(OneSided model, ref CellRandom random)
    {
        _model = model;
        Plus = PulsedCell.Draw(model, ref random);
        Minus = PulsedCell.Draw(model, ref random);
    }

    /// <summary>The cell that is raised for a larger weight.</summary>
    public PulsedCell Plus { get; }

    /// <summary>The cell that is raised for a smaller weight.</summary>
    public PulsedCell Minus { get; }

    /// <summary>The weight as it is read.</summary>
    public double Weight => Plus.Visible - Minus.Visible;

    /// <summary>Refreshes so far.</summary>
    public int Refreshes { get; private set; }

    /// <summary>Whether the larger cell is above the upper, and the smaller above the lower threshold.</summary>
    public bool NeedsRefresh
    {
        get
        {
            double larger = Math.Max(Plus.Visible, Minus.Visible) / _model.StateMaximum;
            double smaller = Math.Min(Plus.Visible, Minus.Visible) / _model.StateMaximum;
            return larger > _model.RefreshUpper && smaller > _model.RefreshLower;
        }
    }

    /// <summary>Pulses one by one: on the plus cell where <paramref name="pulses"/> is positive, else on the minus
    /// cell.</summary>
    public void Train(int pulses, ref CellRandom random) =>
        (pulses > 0 ? Plus : Minus).Train(Math.Abs(pulses), ref random);

    /// <summary>
    /// Where it is needed, resets both cells and raises one of them to the difference that they held, pulse by pulse until it is
    /// reached or <paramref name="pulseBudget"/> is spent. Returns the pulses given, −1 where no refresh was needed.
    /// </summary>
    public int Refresh(int pulseBudget, ref CellRandom random)
    {
        if (!NeedsRefresh)
            return -1;
        double weight = Weight;
        Plus.Erase(ref random);
        Minus.Erase(ref random);
        Refreshes++;
        PulsedCell cell = weight > 0 ? Plus : Minus;
        int pulses = 0;
        for (; pulses < pulseBudget && Math.Abs(Weight) < Math.Abs(weight); pulses++) cell.Pulse(true, ref random);
        return pulses;
    }
}
