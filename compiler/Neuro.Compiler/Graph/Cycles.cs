namespace Neuro.Compiler.Graph;

/// <summary>Strongly connected components of a directed graph, by Tarjan's algorithm without recursion.</summary>
public static class Cycles
{
    /// <summary>
    /// The components of <paramref name="edges"/> among <paramref name="nodes"/> that hold a cycle: more than one node, or one
    /// with an edge to itself. Each is sorted by name, and they by their first.
    /// </summary>
    public static List<string[]> Find(IReadOnlySet<string> nodes, IEnumerable<Edge> edges)
    {
        List<Edge> inside = [.. edges.Where(e => nodes.Contains(e.Source) && nodes.Contains(e.Target))];
        ILookup<string, string> targets = inside.ToLookup(e => e.Source, e => e.Target);
        HashSet<string> loops = [.. inside.Where(e => e.Source == e.Target).Select(e => e.Source)];
        Search search = new(targets);
        foreach (string node in nodes.Order(StringComparer.Ordinal))
            search.From(node);
        return
        [
            .. search.Components
                .Where(c => c.Length > 1 || loops.Contains(c[0]))
                .Select(c => c.Order(StringComparer.Ordinal).ToArray())
                .OrderBy(c => c[0], StringComparer.Ordinal),
        ];
    }

    private sealed class Search(ILookup<string, string> targets)
    {
        private readonly Dictionary<string, int> _order = [];
        private readonly Dictionary<string, int> _low = [];
        private readonly HashSet<string> _open = [];
        private readonly Stack<string> _path = new();

        public List<string[]> Components { get; } = [];

        public void From(string root)
        {
            if (_order.ContainsKey(root))
                return;
            Stack<(string Node, IEnumerator<string> Next)> calls = new();
            Enter(root, calls);
            while (calls.TryPeek(out (string Node, IEnumerator<string> Next) call))
            {
                if (!call.Next.MoveNext())
                {
                    Leave(calls);
                    continue;
                }
                string next = call.Next.Current;
                if (!_order.TryGetValue(next, out int order))
                    Enter(next, calls);
                else if (_open.Contains(next))
                    _low[call.Node] = Math.Min(_low[call.Node], order);
            }
        }

        private void Enter(string node, Stack<(string Node, IEnumerator<string> Next)> calls)
        {
            _order[node] = _low[node] = _order.Count;
            _open.Add(node);
            _path.Push(node);
            calls.Push((node, targets[node].GetEnumerator()));
        }

        private void Leave(Stack<(string Node, IEnumerator<string> Next)> calls)
        {
            string node = calls.Pop().Node;
            if (calls.TryPeek(out (string Node, IEnumerator<string> Next) caller))
                _low[caller.Node] = Math.Min(_low[caller.Node], _low[node]);
            if (_low[node] != _order[node])
                return;
            List<string> component = [];
            string member;
            do
            {
                member = _path.Pop();
                _open.Remove(member);
                component.Add(member);
            }
            while (member != node);
            Components.Add([.. component]);
        }
    }
}
