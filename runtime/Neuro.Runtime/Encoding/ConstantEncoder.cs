using Neuro.Runtime.Data;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// Constant current: at every tick each neuron receives the graded payload round(gain·x), ties to even; 0 sends nothing. Negative
/// values give negative payloads.
/// </summary>
public sealed record ConstantEncoder : Encoder
{
    /// <summary>Payload of full scale; 255 gives the pixels of an 8-bit image back.</summary>
    public double Gain { get; init; } = 255;

    /// <summary>Least payload; what is below saturates.</summary>
    public int Minimum { get; init; } = int.MinValue;

    /// <summary>Largest payload; what is above saturates.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <inheritdoc/>
    protected override string Text =>
        $"constant:gain={Print(Gain)}{Bound("min", Minimum, int.MinValue)}{Bound("max", Maximum, int.MaxValue)}";

    /// <inheritdoc/>
    public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
    {
        int[] payloads = new int[values.Length];
        for (int i = 0; i < payloads.Length; i++)
            payloads[i] = (int)Math.Clamp(Math.Round(values[i] * Gain, MidpointRounding.ToEven), Minimum, Maximum);
        SpikeTrainBuilder builder = new(values.Length, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int i = 0; i < payloads.Length; i++)
            {
                if (payloads[i] != 0)
                    builder.Add(i, payloads[i]);
            }
            builder.EndTick();
        }
        return builder.Build();
    }
}
