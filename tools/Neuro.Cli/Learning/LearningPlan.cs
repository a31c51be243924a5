using Neuro.Cli.Options;
using Neuro.Cli.Studies;
using Neuro.Ir;

namespace Neuro.Cli.Learning;

/// <summary>What is learned from what.</summary>
/// <param name="Program">The program that learns.</param>
/// <param name="Input">The samples, in the order in which they are shown.</param>
/// <param name="Epochs">How often all of them are shown.</param>
/// <param name="Output">The population whose counts are reported.</param>
/// <param name="Teacher">Input population that gets an event of each sample's label at every tick; null for none.</param>
internal sealed record LearningPlan(SpikeProgram Program, InputData Input, int Epochs, string Output, string? Teacher)
{
    /// <summary>Samples shown in all.</summary>
    public long Total => (long)Epochs * Input.Samples.Count;

    /// <summary>What must be equal for a checkpoint to go on, by name. Epochs may differ: learning can go on for
    /// longer.</summary>
    public IReadOnlyDictionary<string, string> Identity { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["program"] = ProgramDigest.Compute(Program),
        ["data"] = DataDigest.Compute(Input),
        ["teacher"] = Teacher ?? "",
        ["output"] = Output,
    };

    /// <summary>The number of the sample that is shown as number <paramref name="position"/>, from 0.</summary>
    public int SampleAt(long position) => Input.Samples[(int)(position % Input.Samples.Count)];

    /// <summary>The random stream of that showing: the sample's number in the first epoch, others in later ones.</summary>
    public uint StreamAt(long position) =>
        unchecked((uint)(position / Input.Samples.Count * Input.Data.Count + SampleAt(position)));

}
