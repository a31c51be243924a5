namespace Neuro.Emulator.Devices.Pulses;

/// <summary>How an outer product becomes pulse trains. Source: Gokmen, Onen and Haensch, Front. Neurosci. 11:538 (2017);
/// IBM/aihwkit.</summary>
public sealed record PulseTrainOptions
{
    /// <summary>lr of the update w −= lr·d·xᵀ.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Size of a step of the mean device.</summary>
    public required double Granularity { get; init; }

    /// <summary>Slots of a train, 1 to 63; the most where the length is managed.</summary>
    public int Length { get; init; } = 31;

    /// <summary>Whether x and d are scaled so that their largest elements have the same probability.</summary>
    public bool UpdateManagement { get; init; }

    /// <summary>Whether trains are as short as the largest update allows; it implies update management.</summary>
    public bool LengthManagement { get; init; }
}
