using Neuro.Cli.Evaluation;
using Neuro.Runtime;

namespace Neuro.Cli.Crossbars;

/// <summary>What one chip answered.</summary>
/// <param name="Chip">Its number.</param>
/// <param name="Answers">Its answers.</param>
/// <param name="Counters">Operations of all samples together.</param>
/// <param name="Pulses">Pulses that programmed it; null for a chip that came programmed.</param>
internal sealed record ChipResult(int Chip, Classification Answers, Counters Counters, long? Pulses);
