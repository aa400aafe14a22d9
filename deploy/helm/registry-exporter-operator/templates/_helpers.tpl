{{- define "operator.name" -}}registry-exporter-operator{{- end }}

{{- define "operator.selectorLabels" -}}
app.kubernetes.io/name: registry-exporter-operator
{{- end }}

{{- define "operator.labels" -}}
{{ include "operator.selectorLabels" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* metadata of an object. Argument: a dict of root, name, and if wanted namespace, labels, annotations. */}}
{{- define "operator.metadata" -}}
name: {{ .name }}
{{- with .namespace }}
namespace: {{ . }}
{{- end }}
labels:
  {{- include "operator.labels" .root | nindent 2 }}
  {{- with .labels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- with merge (dict) (.annotations | default dict) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* An image. Argument: a dict of root and image. */}}
{{- define "operator.image" -}}
{{- $registry := .root.Values.imageRegistry | default .image.registry -}}
{{- $name := printf "%s/%s" $registry .image.repository -}}
{{- if .image.digest -}}
{{ $name }}@{{ .image.digest }}
{{- else -}}
{{ $name }}:{{ .image.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Whether the exporter's image is another one than the operator takes by default. */}}
{{- define "operator.pinsExporter" -}}
{{- $image := .Values.exporterImage -}}
{{- if or .Values.imageRegistry $image.tag $image.digest (ne $image.registry "ghcr.io") (ne $image.repository "registry-exporter/exporter") -}}
true
{{- end -}}
{{- end }}

{{/* A binding of the operator's account. Argument: a dict of root, kind and name of the role, and of a Role its namespace. */}}
{{- define "operator.binding" }}
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .kind }}Binding
metadata:
  {{- include "operator.metadata" . | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ .name }}
subjects:
- kind: ServiceAccount
  name: {{ include "operator.name" .root }}
  namespace: {{ .root.Release.Namespace }}
{{- end }}
