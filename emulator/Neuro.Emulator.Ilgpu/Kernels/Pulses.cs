using System.Runtime.CompilerServices;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Commits by pulses: SEMANTICS.md, section 12, with the names used there.</summary>
internal static class Pulses
{
    private const int NodeBits = 9;
    private const int MostRefreshPulses = 4096;
    private const int CellDraws = 1024;
    private const int RefreshDraws = 2048;

    // What the second word of the counters begins at.
    private const int FirstObject = (1 << 30) + (1 << 29);

    /// <summary>Applies <paramref name="change"/> ≠ 0 at a synapse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply(
        ref Machine m, long p, long c, int step, int slot, int tick, int synapse, int change, ref LearningTally tally)
    {
        int synapses = (int)m.Table[p + PlasticityField.Synapses];
        long at = (long)slot * synapses + synapse;
        int n = Count(ref m, c, step, slot, tick, synapse, at, change);
        if (n == 0)
            return;
        int pulses = n < 0 ? -n : n;
        bool pair = m.Table[c + CommitField.Minus] >= 0;
        if (m.Table[c + CommitField.Direction] == (int)CommitDirection.Bidirectional)
        {
            Train(ref m, c, step, slot, tick, synapse, synapses, 0, n > 0, pulses);
            if (pair)
                Train(ref m, c, step, slot, tick, synapse, synapses, 1, n < 0, pulses);
            tally.Pulses += pair ? 2L * pulses : pulses;
        }
        else
        {
            Train(ref m, c, step, slot, tick, synapse, synapses, n > 0 ? 0 : 1, true, pulses);
            tally.Pulses += pulses;
            int fullest = DeviceOps.Max(Code(ref m, c, at, 0), Code(ref m, c, at, 1));
            if (fullest > m.Table[c + CommitField.RefreshAbove])
                Refresh(ref m, c, step, slot, tick, synapse, synapses, ref tally);
        }
        long difference = (long)Code(ref m, c, at, 0) - Code(ref m, c, at, 1);
        long weight = DeviceOps.ShiftNearestOrNot(
            difference * m.Table[c + CommitField.ReadGain], (int)m.Table[c + CommitField.ReadShift]);
        m.States[m.Table[p + PlasticityField.Weights] + at] = (int)DeviceOps.Clamp(
            weight, m.Table[c + CommitField.WeightMinimum], m.Table[c + CommitField.WeightMaximum]);
    }

    // n: how many pulses a change becomes.
    private static int Count(ref Machine m, long c, int step, int slot, int tick, int synapse, long at, int change)
    {
        long perPulse = m.Table[c + CommitField.ChangePerPulse];
        long most = m.Table[c + CommitField.MostPulses];
        int rounding = (int)m.Table[c + CommitField.Rounding];
        if (rounding == (int)PulseRounding.Nearest)
            return (int)DeviceOps.Clamp(DeviceOps.DivideNearest(change, (int)perPulse, 0), -most, most);
        if (rounding == (int)PulseRounding.Accumulate)
        {
            long remainder = m.Table[c + CommitField.Remainder] + at;
            long sum = DeviceOps.Clamp((long)m.States[remainder] + change, int.MinValue, int.MaxValue);
            long n = DeviceOps.Clamp(sum / perPulse, -most, most);
            m.States[remainder] = (int)DeviceOps.Clamp(
                sum - n * perPulse, m.Table[c + CommitField.RemainderMinimum], m.Table[c + CommitField.RemainderMaximum]);
            return (int)n;
        }
        long w = DevicePhilox.Word(ref m, slot, tick, FirstObject + step, synapse, 0) & 0xFFFFFFFFL;
        long magnitude = change < 0 ? -(long)change : change;
        long whole = magnitude / perPulse;
        long up = w % perPulse < magnitude - whole * perPulse ? whole + 1 : whole;
        int pulses = (int)(up < most ? up : most);
        return change < 0 ? -pulses : pulses;
    }

    // Pulses a cell, 0 for plus and 1 for minus, in one direction.
    private static void Train(
        ref Machine m, long c, int step, int slot, int tick, int synapse, int synapses, int cell, bool up, int pulses)
    {
        for (int pulse = 0; pulse < pulses; pulse++)
            Pulse(ref m, c, step, slot, tick, synapse, synapses, cell, up, 1 + CellDraws * cell, pulse);
    }

    // Both cells go to their low bound, and one of them back up to the difference.
    private static void Refresh(
        ref Machine m, long c, int step, int slot, int tick, int synapse, int synapses, ref LearningTally tally)
    {
        long at = (long)slot * synapses + synapse;
        int d = Code(ref m, c, at, 0) - Code(ref m, c, at, 1);
        m.States[m.Table[c + CommitField.Plus] + at] = Bound(ref m, c, 2, synapse, synapses, 0);
        m.States[m.Table[c + CommitField.Minus] + at] = Bound(ref m, c, 2, synapse, synapses, 1);
        int cell = d > 0 ? 0 : 1;
        int magnitude = d < 0 ? -d : d;
        for (int pulse = 0; pulse < MostRefreshPulses && Code(ref m, c, at, cell) < magnitude; pulse++)
        {
            Pulse(ref m, c, step, slot, tick, synapse, synapses, cell, true, 1 + RefreshDraws + CellDraws * cell, pulse);
            tally.Pulses++;
        }
        tally.Refreshes++;
    }

    private static void Pulse(
        ref Machine m, long c, int step, int slot, int tick, int synapse, int synapses, int cell, bool up, int firstDraw,
        int pulse)
    {
        long at = (long)slot * synapses + synapse;
        long place = m.Table[c + (cell == 0 ? CommitField.Plus : CommitField.Minus)] + at;
        int code = m.States[place];
        int table = up ? 0 : 2;
        long mean = Interpolate(ref m, c, table, code);
        long noise = 0;
        if (m.Table[c + CommitField.Tables + table + 1] >= 0)
        {
            long z = Deviate(ref m, c, step, slot, tick, synapse, firstDraw, pulse);
            noise = (Interpolate(ref m, c, table + 1, code) * z + (1 << 11)) >> 12;
        }
        long factors = m.Table[c + CommitField.Spread + (up ? 0 : 1)];
        long factor = factors < 0 ? 1 << 12 : m.Constants[factors + (long)cell * synapses + synapse];
        long change = ((mean + noise) * factor + (1 << 11)) >> 12;
        long codes = (change + (1 << 7)) >> 8;
        long low = Bound(ref m, c, 2, synapse, synapses, cell);
        long high = Bound(ref m, c, 3, synapse, synapses, cell);
        long next = DeviceOps.Clamp(up ? code + codes : code - codes, low, high);
        if (up && next >= high - m.Table[c + CommitField.CloseUp])
            next = high;
        else if (!up && next <= low + m.Table[c + CommitField.CloseDown])
            next = low;
        m.States[place] = (int)next;
        long count = m.Table[c + (cell == 0 ? CommitField.PlusPulses : CommitField.MinusPulses)] + at;
        if (m.States[count] < int.MaxValue)
            m.States[count]++;
    }

    // T(c) of a table.
    private static long Interpolate(ref Machine m, long c, int table, int code)
    {
        int bits = (int)m.Table[c + CommitField.Bits];
        int maximum = (1 << bits) - 1;
        int nodes = DeviceOps.Min(NodeBits, bits - 1);
        bool low = code <= maximum - code;
        int distance = low ? code : maximum - code;
        int shift = 0;
        while (distance >> shift >= 2 << nodes)
            shift++;
        long first = m.Table[c + CommitField.Tables + table] + (distance >> shift) + ((long)shift << nodes);
        first += low ? 0 : m.Table[c + CommitField.Tables + CommitField.TableCount + table];
        long below = m.Constants[first];
        return below + (((m.Constants[first + 1] - below) * (distance & ((1 << shift) - 1))) >> shift);
    }

    private static long Deviate(
        ref Machine m, long c, int step, int slot, int tick, int synapse, int firstDraw, int pulse)
    {
        uint x0 = (uint)tick;
        uint x1 = (uint)(FirstObject + step);
        uint x2 = (uint)synapse;
        uint x3 = (uint)(firstDraw + pulse / 4);
        DevicePhilox.Block(ref x0, ref x1, ref x2, ref x3, (uint)m.SeedLow, (uint)(m.SeedHigh + m.Streams[slot]));
        int number = pulse % 4;
        uint word = number == 0 ? x0 : number == 1 ? x1 : number == 2 ? x2 : x3;
        long magnitude = m.Constants[m.Table[c + CommitField.Normals] + ((word >> 19) & 4095)];
        return (word >> 31) != 0 ? -magnitude : magnitude;
    }

    private static int Code(ref Machine m, long c, long at, int cell)
    {
        if (cell == 0)
            return m.States[m.Table[c + CommitField.Plus] + at];
        long minus = m.Table[c + CommitField.Minus];
        return minus < 0 ? (int)m.Table[c + CommitField.Reference] : m.States[minus + at];
    }

    // The low bound, number 2 of the spread, or the high one, number 3.
    private static int Bound(ref Machine m, long c, int number, int synapse, int synapses, int cell)
    {
        long bounds = m.Table[c + CommitField.Spread + number];
        if (bounds >= 0)
            return m.Constants[bounds + (long)cell * synapses + synapse];
        return number == 2 ? 0 : (1 << (int)m.Table[c + CommitField.Bits]) - 1;
    }
}
