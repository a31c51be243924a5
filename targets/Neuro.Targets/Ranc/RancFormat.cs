namespace Neuro.Targets.Ranc;

/// <summary>Words, types and packets as lines of binary digits, most significant first.</summary>
/// <param name="parameters">The widths.</param>
internal sealed class RancFormat(RancParameters parameters)
{
    /// <summary>A neuron from its line, which has <see cref="RancParameters.WordBits"/> digits.</summary>
    public RancWord Word(string line)
    {
        RancParameters p = parameters;
        BitReader bits = new(line);
        string connections = bits.Digits(p.Axons);
        return new()
        {
            Axons = [.. Enumerable.Range(0, p.Axons).Where(a => connections[p.Axons - 1 - a] == '1')],
            Potential = bits.Signed(p.PotentialBits),
            Reset = bits.Signed(p.PotentialBits),
            Weights = [.. Enumerable.Range(0, p.Weights).Select(_ => bits.Signed(p.WeightBits))],
            Leak = bits.Signed(p.LeakBits),
            Threshold = bits.Signed(p.ThresholdBits),
            ThresholdLow = bits.Signed(p.ThresholdBits),
            Mode = bits.Unsigned(p.ModeBits),
            Dx = bits.Signed(p.DxBits),
            Dy = bits.Signed(p.DyBits),
            Axon = bits.Unsigned(p.AxonBits),
            Tick = bits.Unsigned(p.TickBits),
        };
    }

    /// <summary>A neuron's line.</summary>
    public string Line(RancWord word)
    {
        RancParameters p = parameters;
        char[] connections = new string('0', p.Axons).ToCharArray();
        foreach (int axon in word.Axons) connections[p.Axons - 1 - axon] = '1';
        return string.Concat(
        [
            new string(connections),
            Digits(word.Potential, p.PotentialBits),
            Digits(word.Reset, p.PotentialBits),
            .. word.Weights.Select(w => Digits(w, p.WeightBits)),
            Digits(word.Leak, p.LeakBits),
            Digits(word.Threshold, p.ThresholdBits),
            Digits(word.ThresholdLow, p.ThresholdBits),
            Digits(word.Mode, p.ModeBits),
            Digits(word.Dx, p.DxBits),
            Digits(word.Dy, p.DyBits),
            Digits(word.Axon, p.AxonBits),
            Digits(word.Tick, p.TickBits),
        ]);
    }

    /// <summary>A packet from its line, which has <see cref="RancParameters.PacketBits"/> digits.</summary>
    public RancPacket Packet(string line)
    {
        BitReader bits = new(line);
        return new(bits.Signed(parameters.DxBits), bits.Signed(parameters.DyBits), bits.Unsigned(parameters.AxonBits),
            bits.Unsigned(parameters.TickBits));
    }

    /// <summary>A packet's line.</summary>
    public string Line(RancPacket packet) => Digits(packet.Dx, parameters.DxBits) + Digits(packet.Dy, parameters.DyBits)
        + Digits(packet.Axon, parameters.AxonBits) + Digits(packet.Tick, parameters.TickBits);

    /// <summary>The low <paramref name="bits"/> bits of <paramref name="value"/>.</summary>
    public static string Digits(int value, int bits) =>
        string.Create(bits, value, (span, v) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = (char)('0' + ((v >> (span.Length - 1 - i)) & 1));
        });

    /// <summary>Binary digits, from the first.</summary>
    private sealed class BitReader(string line)
    {
        private int _at;

        public string Digits(int count) => line.Substring((_at += count) - count, count);

        public int Unsigned(int count) => Digits(count).Aggregate(0, (value, digit) => (value << 1) | (digit - '0'));

        public int Signed(int count) => count == 0 ? 0 : Unsigned(count) << (32 - count) >> (32 - count);
    }
}
