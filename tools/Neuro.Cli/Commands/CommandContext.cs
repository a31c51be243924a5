using System.CommandLine;
using Neuro.Cli.Output;

namespace Neuro.Cli.Commands;

/// <summary>What a command needs to do its work.</summary>
/// <param name="Parse">The parsed command line.</param>
/// <param name="Terminal">Where it prints.</param>
/// <param name="Cancellation">Set by Ctrl-C; commands look at it between steps and before they write.</param>
internal sealed record CommandContext(ParseResult Parse, Terminal Terminal, CancellationToken Cancellation)
{
    /// <summary>The option's value, or its default.</summary>
    public T? Get<T>(Option<T> option) => Parse.GetValue(option);

    /// <summary>The argument's value; null where it may be left out, and is.</summary>
    public T Get<T>(Argument<T> argument) => Parse.GetValue(argument)!;
}
