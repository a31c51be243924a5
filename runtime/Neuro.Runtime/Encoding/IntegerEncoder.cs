using Neuro.Runtime.Data;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// The whole number n = clamp(round(gain·x), min, max), ties to even, sent once, in the first ticks: as one payload (graded),
/// as |n| spikes of payload 1, or −1 (unary, ternary), or as the bits of n in two's complement, highest first (bitwise). It is
/// the input of networks that compute with whole numbers.
/// </summary>
public sealed record IntegerEncoder : Encoder
{
    /// <summary>Number that full scale becomes.</summary>
    public double Gain { get; init; } = 255;

    /// <summary>Least number.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public int Maximum { get; init; } = 255;

    /// <summary>graded, unary, ternary or bitwise.</summary>
    public string Code { get; init; } = "graded";

    /// <summary>Ticks that a number takes.</summary>
    public int Window { get; init; } = 1;

    /// <inheritdoc/>
    protected override string Text => $"integer:gain={Print(Gain)},min={Minimum},max={Maximum},code={Code},window={Window}";

    /// <inheritdoc/>
    public override SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample)
    {
        int[] numbers = new int[values.Length];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (int)Math.Clamp(Math.Round(values[i] * Gain, MidpointRounding.ToEven), Minimum, Maximum);
        SpikeTrainBuilder builder = new(values.Length, ticks);
        for (int tick = 0; tick < ticks; tick++)
        {
            for (int i = 0; i < numbers.Length && tick < Window; i++)
            {
                if (Payload(numbers[i], tick) is not 0 and int payload)
                    builder.Add(i, payload);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>The encoder that a text form describes.</summary>
    /// <exception cref="FormatException">A parameter is not in order.</exception>
    internal static IntegerEncoder Of(EncoderParameters parameters)
    {
        IntegerEncoder encoder = new()
        {
            Gain = parameters.Number("gain", 255),
            Minimum = parameters.Whole("min", 0),
            Maximum = parameters.Whole("max", 255),
            Code = parameters.Choice("code", "graded", "unary", "ternary", "bitwise"),
            Window = parameters.Whole("window", 1),
        };
        return encoder.Minimum <= encoder.Maximum && encoder.Window >= 1
            ? encoder
            : throw new FormatException("an integer encoder needs min up to max, and a window of at least one tick");
    }

    private int Payload(int number, int tick) => Code switch
    {
        "graded" => number,
        "bitwise" => (number >> Math.Min(Window - 1 - tick, 31)) & 1,
        _ => tick < Math.Abs((long)number) ? Math.Sign(number) : 0,
    };
}
