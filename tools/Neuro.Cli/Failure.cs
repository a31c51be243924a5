using System.Collections.Immutable;
using System.CommandLine;
using Neuro.Cli.Output;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Cli;

/// <summary>Turns what a command threw into diagnostics and an exit code.</summary>
internal static class Failure
{
    private static readonly DiagnosticDescriptor[] OfDevices =
    [
        DiagnosticCatalog.NoSuchBackend, DiagnosticCatalog.NoSuchComputeDevice, DiagnosticCatalog.BackendUnusable,
        DiagnosticCatalog.NoOnnxRuntime, DiagnosticCatalog.DeviceOutOfMemory, DiagnosticCatalog.KernelBuildFailed,
        DiagnosticCatalog.DeviceLost,
    ];

    private const string DataHint = "check that the file is whole and of the format that --format, or its name, says";

    /// <summary>Reports <paramref name="exception"/> and returns the exit code that goes with it.</summary>
    public static int Report(Exception exception, ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        if (exception is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            terminal.Note("interrupted; nothing was left half-written");
            return ExitCode.Interrupted;
        }
        ImmutableArray<Diagnostic> diagnostics = Diagnose(exception);
        foreach (Diagnostic diagnostic in diagnostics)
            terminal.Report(diagnostic);
        int code = CodeOf(diagnostics);
        if (code == ExitCode.InternalError)
            terminal.Detail(exception.ToString());
        if (terminal.Json)
            terminal.WriteJson(parsed.CommandResult.Command.Name, new { diagnostics }, "error");
        return code;
    }

    /// <summary>What is said of a failed device.</summary>
    public static Diagnostic Describe(DeviceException exception) => exception.Failure switch
    {
        DeviceFailure.OutOfMemory => DiagnosticCatalog.DeviceOutOfMemory.At(null, exception.Device, exception.Detail),
        DeviceFailure.KernelBuild => DiagnosticCatalog.KernelBuildFailed.At(null, exception.Device, exception.Detail),
        _ => DiagnosticCatalog.DeviceLost.At(null, exception.Device, exception.Detail),
    };

    private static ImmutableArray<Diagnostic> Diagnose(Exception exception) => exception switch
    {
        DiagnosticException e => e.Diagnostics,
        DeviceException e => [Describe(e)],
        DataException e => [DiagnosticCatalog.DataFileInError.At(PlaceOf(e), e.Message, e.Hint.Length > 0 ? e.Hint : DataHint)],
        FileNotFoundException { FileName: { } file } => [DiagnosticCatalog.FileNotFound.At(null, file)],
        DirectoryNotFoundException e => [DiagnosticCatalog.FileUnusable.At(null, e.Message)],
        IOException e => [DiagnosticCatalog.FileUnusable.At(null, e.Message)],
        UnauthorizedAccessException e => [DiagnosticCatalog.FileUnusable.At(null, e.Message)],
        OutOfMemoryException => [DiagnosticCatalog.OutOfMemory.At(null)],
        AggregateException { InnerExceptions.Count: 1 } e => Diagnose(e.InnerExceptions[0]),
        _ => [DiagnosticCatalog.InternalError.At(null, exception.GetType().Name, exception.Message)],
    };

    private static string PlaceOf(DataException e) => e.Place.Length > 0 ? $"{e.File}: {e.Place}" : e.File;

    private static int CodeOf(ImmutableArray<Diagnostic> diagnostics)
    {
        bool Has(DiagnosticDescriptor descriptor) => diagnostics.Any(d => d.Code == descriptor.Code);
        return Has(DiagnosticCatalog.InternalError) ? ExitCode.InternalError
            : OfDevices.Any(Has) ? ExitCode.NoSuchDevice
            : Has(DiagnosticCatalog.UsageError) ? ExitCode.Usage
            : ExitCode.InputError;
    }
}
