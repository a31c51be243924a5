using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Neuro.Cli.Studies.Grids;

namespace Neuro.Cli.Studies;

/// <summary>What a study is about: the first line of its log.</summary>
internal sealed record StudyHeader
{
    /// <summary>The schema of logs that this program writes; it rises when a member changes its meaning or goes away.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The log's schema.</summary>
    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>The program's file, as it was named on the command line.</summary>
    public required string Program { get; init; }

    /// <summary>The data, as they were named on the command line.</summary>
    public required string Data { get; init; }

    /// <summary>Number of samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Ticks of a sample.</summary>
    public required int Ticks { get; init; }

    /// <summary>What all points have in common, by name: digests of program and data, device, array, time, chips, ….</summary>
    public required ImmutableSortedDictionary<string, string> Settings { get; init; }

    /// <summary>The varied quantities.</summary>
    public required ImmutableArray<Axis> Axes { get; init; }

    /// <summary>Fingerprint of all that decides the study's results; names of files do not.</summary>
    [JsonIgnore]
    public string Digest => Convert.ToHexStringLower(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Settings, Axes, Samples, Ticks }, StudyJson.Options)));

    /// <summary>In what this study is another one than <paramref name="other"/>; empty where it is the same.</summary>
    public string DifferenceFrom(StudyHeader other)
    {
        List<string> differences = [];
        foreach (string name in Settings.Keys.Union(other.Settings.Keys).Order(StringComparer.Ordinal))
        {
            if (Settings.GetValueOrDefault(name) != other.Settings.GetValueOrDefault(name))
                differences.Add(name);
        }
        if ((Samples, Ticks) != (other.Samples, other.Ticks))
            differences.Add("samples");
        string[] mine = [.. Axes.Select(a => a.Path)];
        if (!mine.SequenceEqual(other.Axes.Select(a => a.Path)))
            return string.Join(", ", differences.Append("the varied quantities"));
        differences.AddRange(
            mine.Where((_, i) => !Axes[i].Values.SequenceEqual(other.Axes[i].Values)).Select(p => $"values of {p}"));
        return string.Join(", ", differences);
    }
}
