namespace Neuro.Emulator.Devices.Pulses;

/// <summary>A cell that can only be raised; a reset leaves it at the state that its model names.</summary>
internal sealed class OneSidedResponse : PulseResponse
{
    private readonly PulseResponse _cell;

    /// <summary>The one-sided use of <paramref name="cell"/>.</summary>
    public OneSidedResponse(PulseResponse cell)
    {
        _cell = cell;
        Minimum = cell.Minimum;
        Maximum = cell.Maximum;
        WriteNoise = cell.WriteNoise;
        Erased = Rest = cell.Rest;
        ErasedStd = cell.ErasedStd;
        Retention = cell.Retention;
    }

    /// <inheritdoc/>
    public override double Step(double state, bool up) => up ? _cell.Step(state, true) : 0;

    /// <inheritdoc/>
    public override double Sigma(double state, bool up) => up ? _cell.Sigma(state, true) : 0;
}
