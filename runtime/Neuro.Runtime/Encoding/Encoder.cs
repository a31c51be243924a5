using System.Globalization;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.Encoding;

/// <summary>
/// Turns analog values (an image's pixels, scaled so that 1 is full scale) into spikes. Encoders are deterministic: the same
/// values, parameters and sample number give the same train on every machine.
/// </summary>
public abstract record Encoder
{
    /// <summary>The encoders by name, each with its parameters and their defaults, for help texts.</summary>
    public static IReadOnlyList<(string Name, string Usage)> All { get; } =
    [
        ("constant", "constant:gain=255,min,max - payload round(gain·x) at every tick"),
        ("poisson", "poisson:rate=1,seed=0 - a spike with probability rate·x at every tick"),
        ("latency", "latency:threshold=0 - one spike, the earlier the larger x"),
        ("rate", "rate:gain=1,reset=subtract|zero,compare=ge|gt - integrate x and fire at 1"),
        ("integer", "integer:gain=255,min=0,max=255,code=graded|unary|ternary|bitwise,window=1 - round(gain·x), sent once"),
    ];

    private static string Names => string.Join(", ", All.Select(e => e.Name));

    /// <summary>Encodes one sample.</summary>
    /// <param name="values">One value per neuron; 1 is full scale.</param>
    /// <param name="ticks">How many ticks to produce.</param>
    /// <param name="sample">Number of the sample, which random encoders count with.</param>
    public abstract SpikeTrain Encode(ReadOnlySpan<double> values, int ticks, int sample);

    /// <summary>
    /// Parses the text form: a name, and after a colon parameters that differ from the defaults, <c>poisson:rate=0.5,seed=7</c>.
    /// </summary>
    /// <exception cref="FormatException">The name or a parameter is not known; the message lists what is.</exception>
    public static Encoder Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        EncoderParameters parameters = new(text, parts.Length > 1 ? parts[1] : "");
        Encoder encoder = parts[0].Trim() switch
        {
            "constant" => new ConstantEncoder
            {
                Gain = parameters.Number("gain", 255),
                Minimum = parameters.Whole("min", int.MinValue),
                Maximum = parameters.Whole("max", int.MaxValue),
            },
            "integer" => IntegerEncoder.Of(parameters),
            "poisson" => new PoissonEncoder { Rate = parameters.Number("rate", 1), Seed = parameters.Unsigned("seed", 0) },
            "latency" => new LatencyEncoder { Threshold = parameters.Number("threshold", 0) },
            "rate" => new RateEncoder
            {
                Gain = parameters.Number("gain", 1),
                ResetToZero = parameters.Choice("reset", "subtract", "zero") == "zero",
                Strict = parameters.Choice("compare", "ge", "gt") == "gt",
            },
            _ => throw new FormatException($"'{parts[0]}' is not an encoder; there are {Names}"),
        };
        parameters.CheckAllUsed();
        return encoder;
    }

    /// <summary>The text form that <see cref="Parse"/> reads.</summary>
    public sealed override string ToString() => Text;

    /// <summary>The text form.</summary>
    protected abstract string Text { get; }

    /// <summary>",name=value", or nothing where the value is <paramref name="usual"/>.</summary>
    protected static string Bound(string name, int value, int usual) =>
        value == usual ? "" : string.Create(CultureInfo.InvariantCulture, $",{name}={value}");

    /// <summary>A number in text form: shortest digits that read back the same.</summary>
    protected static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
