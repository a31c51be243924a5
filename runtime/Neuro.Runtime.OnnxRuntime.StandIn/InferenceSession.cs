using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A model that is ready to run.</summary>
public unsafe class InferenceSession : IDisposable
{
    private nint _handle;

    /// <summary>Prepares a model in memory.</summary>
    /// <exception cref="OnnxRuntimeException">The model is malformed, or holds what the runtime lacks.</exception>
    public InferenceSession(byte[] model, SessionOptions options)
    {
        var create = (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)
            NativeApi.Function(NativeApi.Entry.CreateSessionFromArray);
        nint handle;
        fixed (byte* bytes = model)
            NativeApi.Check(create(OrtEnv.Instance().Handle, bytes, (nuint)model.Length, options.Handle, &handle));
        _handle = handle;
    }

    /// <summary>Prepares a model in a file, with the files it refers to.</summary>
    /// <exception cref="OnnxRuntimeException">
    /// The model cannot be read, is malformed, or holds what the runtime lacks.
    /// </exception>
    public InferenceSession(string modelPath, SessionOptions options)
    {
        var create = (delegate* unmanaged<nint, void*, nint, nint*, nint>)NativeApi.Function(NativeApi.Entry.CreateSession);
        nint path = OperatingSystem.IsWindows()
            ? Marshal.StringToHGlobalUni(modelPath)
            : Marshal.StringToCoTaskMemUTF8(modelPath);
        try
        {
            nint handle;
            NativeApi.Check(create(OrtEnv.Instance().Handle, (void*)path, options.Handle, &handle));
            _handle = handle;
        }
        finally
        {
            if (OperatingSystem.IsWindows())
                Marshal.FreeHGlobal(path);
            else
                Marshal.FreeCoTaskMem(path);
        }
    }

    /// <summary>Runs the model.</summary>
    /// <param name="runOptions">How.</param>
    /// <param name="inputNames">Names of the inputs.</param>
    /// <param name="inputValues">Their tensors, in the same order.</param>
    /// <param name="outputNames">Names of the outputs to compute.</param>
    /// <exception cref="OnnxRuntimeException">The inputs do not fit the model, or a node failed.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions runOptions, IReadOnlyCollection<string> inputNames, IReadOnlyCollection<OrtValue> inputValues,
        IReadOnlyCollection<string> outputNames)
    {
        var run = (delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)
            NativeApi.Function(NativeApi.Entry.Run);
        nint[] inputs = [.. inputValues.Select(v => v.Handle)];
        nint[] outputs = new nint[outputNames.Count];
        nint[] names = [.. inputNames.Concat(outputNames).Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            fixed (nint* name = names, input = inputs, output = outputs)
            {
                NativeApi.Check(run(
                    _handle, runOptions.Handle, name, input, (nuint)inputs.Length, name + inputs.Length, (nuint)outputs.Length,
                    output));
            }
        }
        finally
        {
            foreach (nint name in names)
                Marshal.FreeCoTaskMem(name);
        }
        return new OrtValues([.. outputs.Select(o => new OrtValue(o))]);
    }

    /// <summary>Frees it.</summary>
    public void Dispose()
    {
        NativeApi.Release(NativeApi.Entry.ReleaseSession, _handle);
        _handle = 0;
        GC.SuppressFinalize(this);
    }
}
