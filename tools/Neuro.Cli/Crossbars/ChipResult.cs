using Neuro.Cli.Evaluation;
using Neuro.Runtime;

namespace Neuro.Cli.Crossbars;

/// <summary>What one chip answered.</summary>
/// <param name="Chip">Its number.</param>
/// <param name="Answers">Its answers.</param>
/// <param name="Counters">Operations of all samples together.</param>
internal sealed record ChipResult(int Chip, Classification Answers, Counters Counters);
