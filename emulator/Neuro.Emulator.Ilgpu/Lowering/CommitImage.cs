using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime.Random;

namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>A commit by pulses in a device's memory.</summary>
internal static class CommitImage
{
    /// <summary>The descriptor of the commit of <paramref name="plasticity"/>.</summary>
    /// <param name="image">Where its tables go.</param>
    /// <param name="program">The program.</param>
    /// <param name="plasticity">The plasticity, which has one.</param>
    /// <param name="array">First element of a per-synapse array.</param>
    public static long[] Lay(DeviceImage image, SpikeProgram program, Plasticity plasticity, Func<string, long> array)
    {
        PulseCommit commit = plasticity.Commit!;
        long[] fields = new long[CommitField.Fields];
        fields[CommitField.Bits] = commit.Bits;
        string?[] tables = [commit.Up, commit.UpSigma, commit.Down, commit.DownSigma];
        for (int i = 0; i < CommitField.TableCount; i++)
        {
            fields[CommitField.Tables + i] = Constants(tables[i]);
            fields[CommitField.Tables + CommitField.TableCount + i] =
                tables[i] is { } table ? program.Array(table).Length / 2 : 0;
        }
        fields[CommitField.CloseUp] = commit.CloseUp;
        fields[CommitField.CloseDown] = commit.CloseDown;
        fields[CommitField.Plus] = array(commit.Plus);
        fields[CommitField.Minus] = commit.Minus is { } minus ? array(minus) : -1;
        fields[CommitField.PlusPulses] = array(PulseCounts.Plus);
        fields[CommitField.MinusPulses] = commit.Minus is null ? -1 : array(PulseCounts.Minus);
        fields[CommitField.Reference] = commit.Reference;
        fields[CommitField.Direction] = (long)commit.Direction;
        fields[CommitField.Rounding] = (long)commit.Rounding;
        fields[CommitField.Remainder] = -1;
        if (commit.Remainder is { } remainder)
        {
            SynapseArray kept = plasticity.Arrays.Single(a => a.Name == remainder);
            fields[CommitField.Remainder] = array(remainder);
            fields[CommitField.RemainderMinimum] = kept.Minimum;
            fields[CommitField.RemainderMaximum] = kept.Maximum;
        }
        fields[CommitField.ChangePerPulse] = commit.ChangePerPulse;
        fields[CommitField.MostPulses] = commit.MostPulses;
        fields[CommitField.ReadGain] = commit.ReadGain;
        fields[CommitField.ReadShift] = commit.ReadShift;
        fields[CommitField.RefreshAbove] = commit.RefreshAbove;
        string?[] spread = [commit.Spread?.Up, commit.Spread?.Down, commit.Spread?.Low, commit.Spread?.High];
        for (int i = 0; i < spread.Length; i++)
            fields[CommitField.Spread + i] = Constants(spread[i]);
        fields[CommitField.WeightMinimum] = plasticity.WeightMinimum;
        fields[CommitField.WeightMaximum] = plasticity.WeightMaximum;
        bool random = commit.UpSigma is not null || commit.DownSigma is not null;
        fields[CommitField.Normals] = random ? image.Constants.Add([.. NormalTable.Elements.ToArray()]) : -1;
        return fields;

        long Constants(string? name) => name is null ? -1 : image.Constants.Add(program.Array(name).ToInt32());
    }
}
