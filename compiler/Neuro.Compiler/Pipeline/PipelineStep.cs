namespace Neuro.Compiler;

/// <summary>One named step of the pipeline.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Run">What it does.</param>
internal sealed record PipelineStep(string Name, Action<Compilation> Run);
