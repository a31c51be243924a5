using System.Collections;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>The outputs of a run.</summary>
internal sealed class OrtValues(OrtValue[] values) : IDisposableReadOnlyCollection<OrtValue>
{
    public int Count => values.Length;

    public OrtValue this[int index] => values[index];

    public IEnumerator<OrtValue> GetEnumerator() => ((IEnumerable<OrtValue>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    public void Dispose()
    {
        foreach (OrtValue value in values)
            value.Dispose();
    }
}
