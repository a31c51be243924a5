using Neuro.Cli.Options;

namespace Neuro.Cli;

/// <summary>What one invocation's commands share.</summary>
/// <param name="Globals">The options that every command has.</param>
/// <param name="Cancellation">Set by Ctrl-C.</param>
internal sealed record CliHost(GlobalOptions Globals, CancellationToken Cancellation);
